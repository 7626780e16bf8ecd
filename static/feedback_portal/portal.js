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
// Logged out meanwhile: ask for the page again, unless somebody is typing in it. What they typed stays and can be sent:
// then they log in first and find it again. After a login in another tab the page still has its old mark (403).
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  const typing = document.querySelector("main textarea, main [type=text]");
  if (status === 401 && !typing) window.location.reload();
  if (status === 401 || status === 403) document.querySelectorAll("[data-signed-out]").forEach((part) => { part.hidden = false; });
});
