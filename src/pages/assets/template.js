// Fills the Word template that the user chose, saves the result, and names what could not be filled. Without this script,
// the browser sends the form and saves the answer.

const form = document.getElementById("template-form");
const said = document.getElementById("template-said");

const say = (key, slot = "") => said.dataset[key].replace("{fields}", slot);

/** Saves a file under the name that the service gave it. */
function save(blob, disposition) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = /filename="([^"]*)"/.exec(disposition ?? "")?.[1] ?? "plan.docx";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Returns what the user has to know about the filled file. */
function outcome(headers) {
  const told = (key, name) => headers.has(name) && say(key, headers.get(name));
  const named = [told("unknown", "backmap-unknown-fields"), told("empty", "backmap-empty-fields")];
  return [say("filled"), ...named.filter(Boolean)].join(" ");
}

async function fill(event) {
  event.preventDefault();
  said.textContent = "";
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form) });
    if (!answer.ok) {
      const problem = await answer.json();
      said.textContent = problem.errors?.map((error) => error.detail).join(" ") || problem.detail;
      return;
    }
    save(await answer.blob(), answer.headers.get("content-disposition"));
    said.textContent = outcome(answer.headers);
  } catch {
    said.textContent = say("failed");
  }
}

form?.addEventListener("submit", fill);
