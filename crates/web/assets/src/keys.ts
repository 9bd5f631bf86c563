// "/" goes to the search box, "n" follows the link marked data-key="n", Ctrl+Enter sends the form.

export function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const target = event.target as HTMLElement;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = target.closest("form") ?? document.querySelector<HTMLFormElement>("form[data-main]");
      const button = form?.querySelector<HTMLButtonElement>("button.primary:not([name])");
      if (!button) return;
      event.preventDefault();
      button.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
    if (event.key === "/") {
      const box = document.querySelector<HTMLInputElement>('.find input[name="q"]');
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "n") {
      const link = document.querySelector<HTMLElement>('[data-key="n"]');
      if (!link) return;
      event.preventDefault();
      link.click();
    }
  });
}
