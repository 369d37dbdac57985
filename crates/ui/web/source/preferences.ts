// Theme and density change at once; the form that works without script is sent behind the scenes.

export function startPreferences(): void {
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || !button.matches("[data-preference]") || !button.form) return;
    event.preventDefault();
    apply(button);
    const body = new URLSearchParams(new FormData(button.form, button) as unknown as Record<string, string>);
    void fetch(button.form.action, { method: "POST", body, redirect: "manual" });
  });
}

function apply({ name, value, form }: HTMLButtonElement): void {
  const root = document.documentElement;
  if (name === "theme" && value === "system") delete root.dataset["theme"];
  else root.dataset[name] = value;
  for (const button of form?.querySelectorAll<HTMLButtonElement>("[data-preference]") ?? []) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}
