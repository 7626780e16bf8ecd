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
// Logged out meanwhile: ask for the page again, unless somebody is typing in it (what they send then is kept).
document.addEventListener("htmx:responseError", (event) => {
  const typing = document.querySelector("main textarea, main [type=text]");
  if (event.detail.xhr.status === 401 && !typing) window.location.reload();
});
