// How clients of orval send a request. The usual code reads every answer as JSON, and sends text as a JSON string.

export async function send<Answer>(path: string, options: RequestInit): Promise<Answer> {
  const media = new Headers(options.headers).get("content-type") ?? "";
  const text = typeof options.body === "string" && !media.includes("json");
  const response = await fetch(path, text ? { ...options, body: JSON.parse(String(options.body)) } : options);
  const json = (response.headers.get("content-type") ?? "").includes("json");
  const data = json ? await response.json() : await response.blob();
  return { data, status: response.status, headers: response.headers } as Answer;
}
