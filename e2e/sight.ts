// When a page shows something, by the clock that the server has too.

/** Resolves with the time at which the page shows the words. */
export function watchFor(words: string): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.querySelector("#main")?.textContent?.includes(words)) resolve(Date.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}
