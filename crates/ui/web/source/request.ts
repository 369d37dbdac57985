// Requests behind the page's back: they carry the form token, and a refusal is an error with its answer.
import { fact } from "./page.ts";

/** The server said no. */
export class Refused extends Error {
  constructor(readonly status: number, readonly answer: unknown) {
    super(`refused with ${status}`);
  }
}

/** How a request differs from a plain GET. */
export interface Call {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** The fields of a form. */
  form?: FormData | URLSearchParams | undefined;
  /** A JSON document, instead of a form. */
  json?: unknown;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

/** Asks for JSON; `undefined` when the answer is empty. */
export async function ask<T>(url: string, call: Call = {}): Promise<T | undefined> {
  const response = await sent(url, call, "application/json");
  const answer = await response.text();
  const document: unknown = answer && response.headers.get("content-type")?.includes("json") ? JSON.parse(answer) : undefined;
  if (!response.ok) throw new Refused(response.status, document);
  return document as T | undefined;
}

/** Asks for a piece of HTML. */
export async function askHtml(url: string, call: Call = {}): Promise<string> {
  const response = await sent(url, call, "text/html");
  const answer = await response.text();
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

function sent(url: string, { method = "GET", form, json, signal, keepalive }: Call, accept: string): Promise<Response> {
  const headers: Record<string, string> = { accept, "HX-Request": "true", "HX-Current-URL": location.href };
  const token = fact("csrf");
  if (token && method !== "GET") headers["X-CSRF-Token"] = token;
  if (json !== undefined) headers["content-type"] = "application/json";
  const body = json === undefined ? encoded(form) : JSON.stringify(json);
  return fetch(url, { method, headers, ...(body && { body }), ...(signal && { signal }), ...(keepalive && { keepalive }) });
}

/** Fields without files go as a plain form. */
function encoded(form: FormData | URLSearchParams | undefined): FormData | URLSearchParams | undefined {
  if (!(form instanceof FormData)) return form;
  const texts = [...form].filter((field): field is [string, string] => typeof field[1] === "string");
  return texts.length === [...form].length ? new URLSearchParams(texts) : form;
}
