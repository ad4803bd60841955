// What the fields of the planner's forms do by themselves: Enter stays on the page, the later of two answers to one
// question counts, and errors appear beside their fields while a planner types.

/** Keeps Enter in a field from leaving the form that updates as one answers; among single questions, it leads on. */
function entered(event) {
  if (event.key !== "Enter") return;
  if (event.target.matches("form[data-live] input")) event.preventDefault();
  if (event.target.matches("form.ask input")) {
    event.preventDefault();
    event.target.form.querySelector("button.primary").click();
  }
}

/** Empties a control; of radio buttons, chooses the one without a value. */
function clear(control) {
  if (control.type === "radio") control.checked = control.value === "";
  else control.value = "";
}

/** Clears the other way of answering: a level or its counts, one category or its points. */
function answered(event) {
  const { name, value, form } = event.target;
  if (!name || !form?.matches("form[data-live]") || value === "") return;
  const named = (selector) => [...form.querySelectorAll(`:is(input, select)${selector}`)];
  named(`[name^="${CSS.escape(name)}."]`).forEach(clear);
  const whole = name.slice(0, Math.max(name.lastIndexOf("."), 0));
  if (whole) named(`[name="${CSS.escape(whole)}"]`).forEach(clear);
}

/** Marks the fields whose errors a page names, and no others. Returns whether it names any that are shown here. */
export function markFaults(page) {
  document.querySelectorAll("form[data-live] .fault").forEach(unmark);
  const faults = page ? [...page.querySelectorAll("form .fault")] : [];
  return faults.filter(markFault).length > 0;
}

function unmark(fault) {
  const field = document.querySelector(`[aria-describedby~="${fault.id}"]`);
  const others = field?.getAttribute("aria-describedby").split(" ").filter((id) => id && id !== fault.id);
  field?.removeAttribute("aria-invalid");
  if (others?.length) field.setAttribute("aria-describedby", others.join(" "));
  else field?.removeAttribute("aria-describedby");
  fault.remove();
}

function markFault(fault) {
  const field = document.getElementById(fault.id.replace(/-fault$/, ""));
  if (!field) return false;
  const described = field.getAttribute("aria-describedby") ?? "";
  field.setAttribute("aria-describedby", `${described} ${fault.id}`.trim());
  if (field.matches("input, select, textarea")) {
    field.setAttribute("aria-invalid", "true");
    field.after(document.importNode(fault, true));
  } else {
    field.append(document.importNode(fault, true));
  }
  return true;
}

document.addEventListener("keydown", entered);
// Before the script that sends the answers.
document.addEventListener("input", answered, true);
