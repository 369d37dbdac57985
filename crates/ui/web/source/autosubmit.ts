// A form that is sent as soon as its choice is made. Who walks through a choice by keyboard sends it by Enter
// or by leaving it, so that no step on the way counts as the choice.

export function startAutosubmit(): void {
  document.documentElement.setAttribute("data-enhanced", "");
  let byPointer = true;
  document.addEventListener("pointerdown", () => (byPointer = true), { capture: true });
  document.addEventListener("keydown", () => (byPointer = false), { capture: true });
  document.addEventListener("change", ({ target }) => {
    const form = formOf(target);
    if (!form || !(target instanceof HTMLElement)) return;
    // A filtered select is changed only by a decision.
    if (byPointer || target.matches("[data-combobox]")) form.requestSubmit();
    else target.addEventListener("blur", () => form.requestSubmit(), { once: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLSelectElement) formOf(event.target)?.requestSubmit();
  });
}

function formOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-autosubmit]") : null;
}
