// How clients of orval send a request. The usual code reads every answer as JSON, sends text as a JSON string, and names no
// media type where an operation takes several; its body is JSON then.

export async function send<Answer>(path: string, options: RequestInit): Promise<Answer> {
  const headers = new Headers(options.headers);
  if (typeof options.body === "string" && !headers.has("content-type")) {
    headers.set("content-type", "application/json");
  }
  const text = typeof options.body === "string" && !headers.get("content-type")?.includes("json");
  const body = text ? JSON.parse(String(options.body)) : options.body;
  const response = await fetch(path, { ...options, headers, body });
  const json = (response.headers.get("content-type") ?? "").includes("json");
  const data = json ? await response.json() : await response.blob();
  return { data, status: response.status, headers: response.headers } as Answer;
}
