/** Fetches JSON. What the server refuses becomes an Error with the problem's own words. */
export async function json(path, options) {
  const response = await fetch(path, { ...options, headers: { "Content-Type": "application/json" } });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.detail ?? `${path} answered ${response.status}`);
  }
  return { body, headers: response.headers };
}

/** Runs what a form asks for and says how it went in its output element. */
export async function submit(event, action) {
  event.preventDefault();
  const form = event.target;
  const output = form.querySelector("output");
  try {
    output.textContent = (await action(Object.fromEntries(new FormData(form)))) ?? "";
    output.className = "quiet";
  } catch (failure) {
    output.textContent = failure.message;
    output.className = "problem";
  }
}
