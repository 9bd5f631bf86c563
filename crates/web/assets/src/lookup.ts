// Inputs with data-lookup ask the server while one types; the answer, a piece of HTML, goes into the element that
// data-lookup-into names. A button in it with data-fill='{"field name":"value"}' fills the form.

const PAUSE_MS = 350;
const FEWEST = 2;

export function lookups(): void {
  const waiting = new WeakMap<HTMLInputElement, number>();
  const running = new Map<string, AbortController>();
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset["lookup"] || (event as InputEvent).isComposing) return;
    window.clearTimeout(waiting.get(input));
    waiting.set(
      input,
      window.setTimeout(() => void look(input, running), PAUSE_MS),
    );
  });
  // A Chinese input method ends its word here, after its last input event.
  document.addEventListener("compositionend", (event) => event.target?.dispatchEvent(new Event("input", { bubbles: true })));
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-fill]");
    if (button?.dataset["fill"]) fill(button, button.dataset["fill"]);
  });
}

async function look(input: HTMLInputElement, running: Map<string, AbortController>): Promise<void> {
  const into = document.getElementById(input.dataset["lookupInto"] ?? "");
  const address = input.dataset["lookup"];
  if (!into || !address) return;
  running.get(into.id)?.abort();
  const words = input.value.trim();
  if (words.length < FEWEST) return;
  const here = new AbortController();
  running.set(into.id, here);
  into.setAttribute("aria-busy", "true");
  try {
    const url = new URL(address, window.location.origin);
    url.searchParams.set("q", words);
    url.searchParams.set("field", input.name);
    const answer = await fetch(url.toString(), { headers: { accept: "text/html" }, signal: here.signal, redirect: "error" });
    const kind = answer.headers.get("content-type") ?? "";
    if (answer.ok && kind.startsWith("text/html")) into.innerHTML = await answer.text();
  } catch {
    // Offline, signed out or overtaken by the next letter: the form works without the answer.
  } finally {
    if (running.get(into.id) === here) into.removeAttribute("aria-busy");
  }
}

function fill(button: HTMLElement, json: string): void {
  const form = button.closest("form") ?? document.querySelector<HTMLFormElement>("form[data-main]");
  if (!form) return;
  let values: Record<string, string>;
  try {
    values = JSON.parse(json) as Record<string, string>;
  } catch {
    return;
  }
  let first: HTMLElement | undefined;
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value !== "";
    else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) field.value = value;
    if (!first && field instanceof HTMLElement) first = field;
  }
  first?.focus();
}
