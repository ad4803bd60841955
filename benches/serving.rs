//! Requests per second of the real server, compared with a bare actix handler that reads the same body and returns
//! fixed bytes of the same size. Both run as processes with one worker and are loaded in turn.
//!
//! `cargo bench --bench serving`

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use backmap::advisor::Advisor;

use support::{Answers, bodies, median};

/// The number of rounds; each loads both sides once.
const ROUNDS: usize = 9;

/// The duration of the load on one side in a round.
const ROUND: Duration = Duration::from_secs(1);

/// The number of connections that send requests one after another.
const CONNECTIONS: usize = 4;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--bare") {
        let size = arguments[at + 1].parse().expect("a size follows --bare");
        return bare(size);
    }
    let advisor = Advisor::embedded();
    for answers in [Answers::Levels, Answers::Distributions] {
        let bodies = bodies(&advisor, answers);
        let requests: Vec<String> = bodies.iter().map(|body| ranking(body)).collect();
        compare(&format!("{answers:?}"), &requests)?;
    }
    // A health check does nothing but pass through everything around a request.
    compare("Around a request", &["GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n".to_owned()])
}

/// Returns the request with a body, as it is sent.
fn ranking(body: &str) -> String {
    let head = "POST /v1/recommendations HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
    format!("{head}content-length: {}\r\n\r\n{body}", body.len())
}

/// The floor: the same framework and the same bytes in and out, without any work.
fn bare(size: usize) -> std::io::Result<()> {
    actix_web::rt::System::new().block_on(async move {
        let fixed = Bytes::from(vec![b'x'; size]);
        let server = HttpServer::new(move || {
            let fixed = fixed.clone();
            App::new().default_service(web::to(move |body: Bytes| {
                let fixed = fixed.clone();
                async move {
                    std::hint::black_box(body);
                    HttpResponse::Ok().content_type("application/json").body(fixed)
                }
            }))
        });
        let server = server.workers(1).bind("127.0.0.1:0")?;
        println!("listening on http://{}", server.addrs()[0]);
        server.run().await
    })
}

/// A server in its own process, stopped on drop.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(program: &str, arguments: &[&str]) -> std::io::Result<Self> {
        // The servers and the load use separate cores if there are two and `taskset` is available.
        let pinned = Command::new("taskset").args(["-c", "0", "true"]).status().is_ok_and(|status| status.success());
        let mut command = if pinned { Command::new("taskset") } else { Command::new(program) };
        if pinned {
            command.args(["-c", "0", program]);
        }
        let mut process = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("standard output is piped")).read_line(&mut line)?;
        let address = line.trim().trim_start_matches("listening on http://").to_owned();
        Ok(Self { process, address })
    }

    /// Returns resident memory in MB, if the system reports it.
    fn resident(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn compare(name: &str, requests: &[String]) -> std::io::Result<()> {
    let begun = Instant::now();
    let real = Server::start(
        env!("CARGO_BIN_EXE_backmap"),
        &["serve", "--bind", "127.0.0.1:0", "--workers", "1", "--log", "error"],
    )?;
    let ready = begun.elapsed();
    let size = answer_size(&real.address, &requests[0])?;
    let this = std::env::current_exe()?;
    let floor = Server::start(&this.to_string_lossy(), &["--bare", &size.to_string()])?;
    let (mut reals, mut floors, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (bare, served) = (load(&floor.address, requests), load(&real.address, requests));
        // The first round warms up.
        if round > 0 {
            floors.push(bare);
            reals.push(served);
            ratios.push(served / bare);
        }
    }
    println!("{name}: requests of {} bytes, answers of {size} bytes", requests[0].len());
    println!("  bare handler   {:>10.0} requests/s", median(floors));
    println!("  backmap serve  {:>10.0} requests/s", median(reals));
    println!("  ratio          {:>10.3} (median of {ROUNDS} rounds)", median(ratios));
    println!("  start to ready {:>10.1} ms", ready.as_secs_f64() * 1e3);
    if let Some(resident) = real.resident() {
        println!("  resident after load {resident:>5.1} MB");
    }
    Ok(())
}

fn answer_size(address: &str, request: &str) -> std::io::Result<usize> {
    let mut connection = Connection::open(address)?;
    connection.send(request)
}

/// Returns requests per second over all connections.
fn load(address: &str, requests: &[String]) -> f64 {
    let stop = AtomicBool::new(false);
    let begun = Instant::now();
    let sent: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS)
            .map(|first| {
                let stop = &stop;
                scope.spawn(move || {
                    let mut connection = Connection::open(address).expect("the server listens");
                    let mut sent = 0;
                    while !stop.load(Ordering::Relaxed) {
                        connection.send(&requests[(first * 16 + sent) % requests.len()]).expect("the server answers");
                        sent += 1;
                    }
                    sent
                })
            })
            .collect();
        std::thread::sleep(ROUND);
        stop.store(true, Ordering::Relaxed);
        threads.into_iter().map(|thread| thread.join().expect("no load thread fails")).sum()
    });
    sent as f64 / begun.elapsed().as_secs_f64()
}

/// A keep-alive connection.
struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    fn open(address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 256 * 1024] })
    }

    /// Sends a request, reads the whole answer and returns the size of its body.
    fn send(&mut self, request: &str) -> std::io::Result<usize> {
        self.stream.write_all(request.as_bytes())?;
        let mut filled = 0;
        loop {
            let read = self.stream.read(&mut self.buffer[filled..])?;
            assert!(read > 0, "the server closed the connection");
            filled += read;
            if let Some((head, size)) = answered(&self.buffer[..filled])
                && filled >= head + size
            {
                return Ok(size);
            }
        }
    }
}

/// Returns the end of the head and the size of the body, once the head is complete.
fn answered(bytes: &[u8]) -> Option<(usize, usize)> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..head]).expect("heads are text");
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    let line = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    Some((head, line.expect("answers say their length").trim().parse().expect("lengths are numbers")))
}
