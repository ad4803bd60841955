//! The real binary on a real port, and a plain client for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use backmap::wire::ProblemKind;
use serde_json::Value;

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub const RECOMMENDATIONS: &str = "/v1/recommendations";
pub const JSON: (&str, &str) = ("content-type", "application/json");
pub const BINARY: &str = env!("CARGO_BIN_EXE_backmap");

/// The command, undisturbed by settings of whoever runs the tests.
pub fn command() -> Command {
    let mut command = Command::new(BINARY);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("BACKMAP_")) {
        command.env_remove(name);
    }
    command
}

/// Asks again and again until there is an answer, or fails with what was waited for.
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A running `backmap serve`; it ends when this is dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// The first line on standard output.
    pub first_line: String,
    /// From start to that line.
    pub ready_after: Duration,
    log: Arc<Mutex<Vec<String>>>,
}

static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());

impl Server {
    /// A server with more arguments.
    pub fn start(arguments: &[&str]) -> Self {
        let begun = Instant::now();
        let mut child = command()
            .args(["serve", "--bind", "127.0.0.1:0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let log = Arc::new(Mutex::new(Vec::new()));
        let (stderr, lines) = (child.stderr.take().expect("stderr is piped"), log.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                lines.lock().unwrap().push(line);
            }
        });
        let mut first_line = String::new();
        let stdout = child.stdout.take().expect("stdout is piped");
        BufReader::new(stdout).read_line(&mut first_line).expect("stdout is text");
        let ready_after = begun.elapsed();
        let address = first_line
            .trim_end()
            .strip_prefix("listening on http")
            .map(|rest| rest.trim_start_matches('s').trim_start_matches("://"))
            .and_then(|text| text.parse().ok());
        let Some(address) = address else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("the first line is {first_line:?}; standard error: {:?}", log.lock().unwrap());
        };
        Self { child, address, first_line, ready_after, log }
    }

    /// One server for all tests that only read; it lives as long as any of them holds it.
    pub fn shared() -> Arc<Self> {
        let mut shared = SHARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        shared.upgrade().unwrap_or_else(|| {
            let server = Arc::new(Self::start(&[]));
            *shared = Arc::downgrade(&server);
            server
        })
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn get(&self, path: &str) -> Response {
        self.request("GET", path, &[], b"")
    }

    pub fn head(&self, path: &str) -> Response {
        self.request("HEAD", path, &[], b"")
    }

    /// Posts a body for recommendations.
    pub fn recommend(&self, body: impl AsRef<[u8]>) -> Response {
        self.request("POST", RECOMMENDATIONS, &[JSON], body.as_ref())
    }

    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
        let mut stream = self.connect();
        stream.write_all(head(method, path, headers, body.len()).as_bytes()).expect("the server takes the head");
        // A server that refuses may stop reading; its answer still counts.
        let _ = stream.write_all(body);
        read_response(&mut stream, method).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Begins to post a body, and returns when the server has begun to read it and half of it is sent.
    pub fn begin(&self, body: &[u8]) -> Begun {
        let mut stream = self.connect();
        let head = head("POST", RECOMMENDATIONS, &[JSON, ("expect", "100-continue")], body.len());
        stream.write_all(head.as_bytes()).unwrap();
        let mut lines = Vec::new();
        while !lines.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("the server asks for the body");
            lines.push(byte[0]);
        }
        assert!(lines.starts_with(b"HTTP/1.1 100 "), "{}", String::from_utf8_lossy(&lines));
        let (first, rest) = body.split_at(body.len() / 2);
        stream.write_all(first).unwrap();
        Begun { stream, rest: rest.to_vec() }
    }

    /// Sends these bytes and nothing more, and reads what comes back, if anything does.
    pub fn raw(&self, bytes: &[u8]) -> Option<Response> {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        read_response(&mut stream, "GET").ok()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the server takes connections");
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The lines on standard error so far.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// Waits for a line on standard error that holds a text.
    pub fn logged(&self, text: &str) -> String {
        until(text, || self.log().into_iter().find(|line| line.contains(text)))
    }

    /// Sends a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.child.id())]).status();
        assert!(sent.expect("there is a shell").success());
    }

    /// Waits for the end of the process.
    pub fn exit_code(&mut self) -> Option<i32> {
        let status = until("the process to end", || self.child.try_wait().expect("the process can be asked"));
        status.code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A request of which half has been sent.
pub struct Begun {
    stream: TcpStream,
    rest: Vec<u8>,
}

impl Begun {
    /// Sends the rest and reads the answer.
    pub fn finish(mut self) -> Response {
        self.stream.write_all(&self.rest).expect("the server takes the rest");
        self.answer()
    }

    /// Sends no more and reads the answer.
    pub fn answer(mut self) -> Response {
        read_response(&mut self.stream, "POST").expect("the server answers")
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as a problem, after checking that it is one.
    pub fn problem(&self, what: &str) -> Value {
        self.as_problem().unwrap_or_else(|fault| panic!("{what}: {fault}"))
    }

    /// The body as a problem, or what is wrong with it.
    pub fn as_problem(&self) -> Result<Value, String> {
        let told: String = self.text().chars().take(300).collect();
        if self.header("content-type") != Some("application/problem+json") {
            return Err(format!("{} is no problem: {told}", self.status));
        }
        let problem: Value = serde_json::from_slice(&self.body).map_err(|error| format!("{error}: {told}"))?;
        let lacks = |name: &&str| problem[*name].as_str().unwrap_or_default().is_empty();
        if let Some(name) = ["type", "title", "detail"].iter().find(|name| lacks(name)) {
            return Err(format!("it has no {name}: {told}"));
        }
        let kind = ProblemKind::ALL.iter().find(|kind| problem["type"] == format!("/problems/{}", kind.id()));
        let kind = kind.ok_or_else(|| format!("it is of no known kind: {told}"))?;
        if problem["status"] != self.status || kind.status() != self.status || problem["title"] != kind.title() {
            return Err(format!("kind, title and status {} do not fit: {told}", self.status));
        }
        Ok(problem)
    }
}

/// The page in an answer, after checking that it is one.
pub fn html(response: &Response) -> String {
    assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"), "{}", response.text());
    response.text()
}

/// The text of HTML without entities.
pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn head(method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
    if length > 0 || method == "POST" {
        head.push_str(&format!("content-length: {length}\r\n"));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head + "\r\n"
}

fn read_response(stream: &mut TcpStream, method: &str) -> std::io::Result<Response> {
    let mut reader = BufReader::new(stream);
    loop {
        let status = line(&mut reader)?;
        let status = status.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status: u16 = status.ok_or_else(|| std::io::Error::other("no status line"))?;
        let mut response = Response { status, headers: Vec::new(), body: Vec::new() };
        loop {
            let line = line(&mut reader)?;
            let Some((name, value)) = line.split_once(':') else { break };
            response.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        if status < 200 {
            continue;
        }
        let length = response.header("content-length").and_then(|length| length.parse::<usize>().ok());
        if method == "HEAD" || status == 304 {
            // There is nothing to come: whatever does is kept for the test to see.
            reader.read_to_end(&mut response.body)?;
        } else if response.header("transfer-encoding") == Some("chunked") {
            response.body = chunks(&mut reader)?;
        } else if let Some(length) = length {
            response.body = vec![0; length];
            reader.read_exact(&mut response.body)?;
        } else {
            reader.read_to_end(&mut response.body)?;
        }
        return Ok(response);
    }
}

fn chunks(reader: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = usize::from_str_radix(&line(reader)?, 16).map_err(std::io::Error::other)?;
        let mut chunk = vec![0; size];
        reader.read_exact(&mut chunk)?;
        line(reader)?;
        if size == 0 {
            return Ok(body);
        }
        body.extend_from_slice(&chunk);
    }
}

fn line(reader: &mut impl BufRead) -> std::io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}
