// Buttons and links with data-confirm ask first, in a native dialog whose words stand in <template id="ask">.
// data-confirm: what will happen; data-confirm-title: the question; data-confirm-yes: the word of the button that does it.

const agreed = new WeakSet<HTMLElement>();

export function confirmations(): void {
  const template = document.querySelector<HTMLTemplateElement>("#ask");
  if (!template || typeof HTMLDialogElement === "undefined") return;
  document.addEventListener("click", (event) => {
    const asked = (event.target as Element).closest<HTMLElement>("[data-confirm]");
    if (!asked || agreed.delete(asked)) return;
    // What is wrong with the fields is told before anything is asked.
    const form = asked instanceof HTMLButtonElement ? asked.form : null;
    if (form && !form.noValidate && !(asked as HTMLButtonElement).formNoValidate && !form.checkValidity()) return;
    event.preventDefault();
    ask(template, asked);
  });
}

function ask(template: HTMLTemplateElement, asked: HTMLElement): void {
  const dialog = (template.content.cloneNode(true) as DocumentFragment).querySelector("dialog");
  if (!dialog) return;
  const put = (slot: string, text: string | undefined) => {
    const place = dialog.querySelector(`[data-slot="${slot}"]`);
    if (place && text) place.textContent = text;
  };
  put("title", asked.dataset["confirmTitle"] ?? asked.textContent?.trim());
  put("text", asked.dataset["confirm"]);
  put("yes", asked.dataset["confirmYes"] ?? asked.textContent?.trim());
  dialog.addEventListener("click", (event) => {
    const slot = (event.target as Element).closest<HTMLElement>("button")?.dataset["slot"];
    if (slot) dialog.close(slot);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    asked.focus();
    if (dialog.returnValue !== "yes") return;
    agreed.add(asked);
    asked.click();
  });
  document.body.append(dialog);
  dialog.showModal();
}
