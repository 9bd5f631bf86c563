// Menus made of <details data-menu> close on Escape and when one clicks elsewhere.

export function menus(): void {
  const open = () => Array.from(document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]"));
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
