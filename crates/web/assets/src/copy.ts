// Copy buttons: data-copy holds the text; data-copied the word that says it is done.

const SHOW_MS = 2000;

export function copying(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    if (!button) return;
    event.preventDefault();
    void put(button.dataset["copy"] ?? "").then((done) => done && told(button));
  });
}

async function put(text: string): Promise<boolean> {
  // Offices run this on plain http inside their network, where the clipboard interface does not exist.
  if (navigator.clipboard && window.isSecureContext) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "vh";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

function told(button: HTMLElement): void {
  const place = button.querySelector<HTMLElement>("span") ?? button;
  const before = place.textContent;
  if (!button.dataset["copied"] || before === button.dataset["copied"]) return;
  place.setAttribute("aria-live", "polite");
  place.textContent = button.dataset["copied"];
  window.setTimeout(() => (place.textContent = before), SHOW_MS);
}
