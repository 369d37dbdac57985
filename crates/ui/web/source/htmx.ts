// Partial updates under a strict content security policy.
import htmx from "htmx.org";
import { fact } from "./page.ts";
import { failed } from "./toast.ts";

interface Policy {
  createHTML(text: string): string;
}

interface Security {
  initSecurity(policy: Policy): void;
}

/**
 * Lets htmx put the server's answers into the page. The policy is known to this module alone, and it makes
 * no script: a `<script>` in an answer throws instead of running.
 */
export function prepareHtmx(): void {
  const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes;
  const rules: Policy = { createHTML: (text) => text };
  const policy = factory?.createPolicy("aftercare", rules) ?? rules;
  htmx.registerExtension("trusted-types", { init: (htmx: Security) => htmx.initSecurity(policy) });

  document.addEventListener("htmx:config:request", (event) => {
    const token = fact("csrf");
    const { request } = (event as CustomEvent).detail.ctx;
    if (token && request.method !== "GET") request.headers["X-CSRF-Token"] = token;
  });
  document.addEventListener("htmx:error", failed);
  document.addEventListener("htmx:response:error", (event) => {
    if ((event as CustomEvent).detail.ctx.response?.status >= 500) failed();
  });
}

/** Merges fresh HTML into an element with an id, and keeps what its reader is doing in it. */
export async function merge(target: Element, html: string): Promise<void> {
  await htmx.swap({
    text: html,
    target,
    sourceElement: target,
    select: `#${CSS.escape(target.id)}`,
    swap: "outerMorph ignoreTitle:true",
  });
}

/** Puts fresh HTML into an element in place of what was there. */
export async function fill(target: Element, html: string): Promise<void> {
  await htmx.swap({ text: html, target, sourceElement: target, swap: "innerHTML ignoreTitle:true" });
}
