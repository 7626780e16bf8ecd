// Small comforts. Every page works without this file.
document.querySelector(".errors")?.focus();
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
document.querySelectorAll("form[data-save-keys]").forEach((form) => {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
});
// A part of a page that was answered with a whole page (logged out meanwhile): go there.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!/^\s*<!doctype/i.test(event.detail.xhr.responseText)) return;
  event.detail.shouldSwap = false;
  window.location.assign(event.detail.xhr.responseURL);
});
