// Rows of list fields are added and removed on the spot; the same buttons do it through the server without script.
// The <template> in the fieldset holds a blank row; __0__ (the depth in between) stands for the index.

const MOST = 1000;

export function rows(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name="_add"], button[name="_remove"]');
    const list = button?.closest<HTMLElement>("[data-rows]");
    if (!button || !list) return;
    if (button.name === "_add" ? add(list) : remove(list, button)) event.preventDefault();
  });
}

function items(list: HTMLElement): HTMLElement[] {
  const box = list.querySelector<HTMLElement>("[data-rows-box]");
  return box ? (Array.from(box.children) as HTMLElement[]) : [];
}

function add(list: HTMLElement): boolean {
  const blank = Array.from(list.children).find((child): child is HTMLTemplateElement => child instanceof HTMLTemplateElement);
  const mark = list.dataset["rows"];
  const box = list.querySelector<HTMLElement>("[data-rows-box]");
  if (!blank || !mark || !box) return false;
  const used = items(list).map((item) => Number(item.dataset["index"]));
  const index = Math.max(-1, ...used) + 1;
  if (index >= MOST) return false;
  const fresh = blank.content.cloneNode(true) as DocumentFragment;
  fill(fresh, mark, String(index));
  const row = fresh.querySelector<HTMLElement>(".rows-item");
  box.append(fresh);
  number(list);
  row?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  return true;
}

function remove(list: HTMLElement, button: HTMLButtonElement): boolean {
  const row = button.closest<HTMLElement>(".rows-item");
  if (!row) return false;
  const near = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector<HTMLElement>("input, select, textarea");
  row.remove();
  number(list);
  (near ?? list.querySelector<HTMLElement>('button[name="_add"]'))?.focus();
  return true;
}

// The index goes into every attribute, also inside the templates of lists within the row.
function fill(root: ParentNode, mark: string, index: string): void {
  for (const element of Array.from(root.querySelectorAll("*"))) {
    for (const attribute of Array.from(element.attributes)) {
      if (attribute.value.includes(mark)) attribute.value = attribute.value.split(mark).join(index);
    }
    if (element instanceof HTMLTemplateElement) fill(element.content, mark, index);
  }
}

function number(list: HTMLElement): void {
  items(list).forEach((item, place) => {
    const shown = item.querySelector("[data-rows-number]");
    if (shown) shown.textContent = String(place + 1);
  });
}
