// Runs before the page is drawn, so that panes have their remembered widths from the first moment.

for (const pane of ["nav", "list", "context"]) {
  try {
    const width = Number(localStorage.getItem(`pane-${pane}`));
    if (width > 0) document.documentElement.style.setProperty(`--pane-${pane}`, `${width}px`);
  } catch {
    // A browser that keeps nothing shows the usual widths.
  }
}
