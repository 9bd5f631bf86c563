// A form is sent once: after the first submit its buttons wait.

const WAIT_MS = 8000; // a form that answers with a download stays on the page and may be sent again after this

export function sending(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method === "get") return;
    if (form.dataset["sent"]) {
      event.preventDefault();
      return;
    }
    form.dataset["sent"] = "1";
    mark(form, true);
    window.setTimeout(() => free(form), WAIT_MS);
  });
  // Back from the next page: the form may be sent again.
  window.addEventListener("pageshow", () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(free));
}

function free(form: HTMLFormElement): void {
  delete form.dataset["sent"];
  mark(form, false);
}

// aria-disabled, not disabled: a disabled button would not be sent with the form and would lose the focus.
function mark(form: HTMLFormElement, waits: boolean): void {
  for (const element of Array.from(form.elements)) {
    if (!(element instanceof HTMLButtonElement) || element.type !== "submit") continue;
    element.classList.toggle("waits", waits);
    if (waits) element.setAttribute("aria-disabled", "true");
    else element.removeAttribute("aria-disabled");
  }
}
