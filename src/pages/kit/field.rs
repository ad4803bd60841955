//! Inputs with their labels and errors.

use maud::{Markup, html};

use crate::pages::scene::Scene;
use crate::wire::FieldError;

/// Errors of the fields, by field name.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldFaults<'a>(pub &'a [FieldError]);

impl<'a> FieldFaults<'a> {
    /// Returns the errors of a field and its parts.
    pub fn of(self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let own = move |error: &&FieldError| {
            error.pointer.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.0.iter().filter(own).map(|error| error.detail.as_str())
    }

    pub fn any(self, name: &str) -> bool {
        FieldFaults(self.0).of(name).next().is_some()
    }
}

/// Returns the HTML id of a field.
pub fn place(name: &str) -> String {
    format!("f-{}", name.replace('.', "-"))
}

/// Shows the errors of a field beside it.
pub fn fault(faults: FieldFaults<'_>, name: &str) -> Markup {
    html! {
        @if faults.any(name) {
            p.fault id={ (place(name)) "-fault" } {
                @for detail in faults.of(name) { span { (detail) } " " }
            }
        }
    }
}

/// Returns the HTML id of a field's errors, for `aria-describedby`.
pub fn fault_id(faults: FieldFaults<'_>, name: &str) -> Option<String> {
    faults.any(name).then(|| format!("{}-fault", place(name)))
}

/// A labeled input, with a hint before it that has the id `<id>-hint`.
pub fn field(id: &str, label: &str, hint: Option<&str>, input: Markup) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            @if let Some(hint) = hint { p.hint id={ (id) "-hint" } { (hint) } }
            (input)
        }
    }
}

/// Fields that a page carries without showing them.
pub fn hidden<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> Markup {
    html! { @for (name, value) in fields { input type="hidden" name=(name) value=(value); } }
}

/// A number in a group of numbers, with its label.
pub fn number_input(scene: &Scene<'_>, name: &str, label: Markup) -> Markup {
    html! {
        label {
            span { (label) }
            input type="number" inputmode="decimal" min="0" step="any" name=(name) value=[scene.fields.get(name)];
        }
    }
}

/// A box to check; `form` is the id of a form that does not contain it.
pub fn checkbox(form: Option<&str>, name: &str, value: &str, is_checked: bool, label: Markup) -> Markup {
    html! { label { input type="checkbox" name=(name) value=(value) form=[form] checked[is_checked]; span { (label) } } }
}

/// One of several choices, like [`checkbox`].
pub fn radio(form: Option<&str>, name: &str, value: &str, is_chosen: bool, label: Markup) -> Markup {
    html! { label.choice { input type="radio" name=(name) value=(value) form=[form] checked[is_chosen]; (label) } }
}
