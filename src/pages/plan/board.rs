//! The plan on one page for a board, to print, and as files.

use maud::{Markup, html};

use super::desk::Desk;
use super::files;

pub fn body(desk: &Desk<'_>) -> Markup {
    html! {
        @if let Some(page) = files::board(desk) {
            p.actions.unprinted {
                button.primary.scripted type="button" data-print="" { (desk.say("save.print")) }
                button form="state" formaction="/board.docx" data-native="" { (desk.say("board.save_word")) }
                button form="state" formaction="/board.md" data-native="" { (desk.say("board.save")) }
            }
            article.record.handout { (page) }
        }
    }
}
