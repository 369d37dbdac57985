// Frames that hold documents of strangers are as high as what is in them. Without this script they can be scrolled
// and made larger by hand.

/** The highest frame, in pixels; a longer document is scrolled inside it. */
const HIGHEST = 20_000;

export function startFrames(): void {
  // `load` does not bubble, but it can be caught on its way down.
  document.addEventListener("load", (event) => fit(event.target), true);
  for (const frame of document.querySelectorAll("iframe[data-frame]")) fit(frame);
}

function fit(target: EventTarget | null): void {
  if (!(target instanceof HTMLIFrameElement) || !target.hasAttribute("data-frame")) return;
  const content = target.contentDocument?.documentElement;
  if (!content || target.contentDocument?.URL === "about:blank") return;
  const measure = () => {
    const height = Math.min(HIGHEST, Math.ceil(content.getBoundingClientRect().height));
    if (height > 0 && Math.abs(height - target.clientHeight) > 1) target.style.blockSize = `${height}px`;
  };
  target.setAttribute("data-fitted", "");
  measure();
  new ResizeObserver(measure).observe(content);
}
