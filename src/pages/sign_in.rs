//! The page where somebody signs in with a key, if the service runs with keys.

use maud::html;

use super::kit::Page;
use super::layout;
use super::scene::Scene;

pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
/// The field with the key.
pub const KEY_FIELD: &str = "key";

/// Returns the page, with what is wrong with the key that was entered.
pub fn sign_in(scene: &Scene<'_>, status: u16, fault: Option<&str>) -> Page {
    let body = html! {
        h1 { (scene.say("sign_in.title")) }
        p.lead { (scene.say("sign_in.lead")) }
        form method="post" action=(SIGN_IN) {
            div.field {
                label for="sign-in-key" { (scene.say("sign_in.key")) }
                input #sign-in-key type="password" name=(KEY_FIELD) required autocomplete="current-password"
                    aria-describedby=[fault.map(|_| "sign-in-fault")] aria-invalid=[fault.map(|_| "true")];
                @if let Some(fault) = fault { p #sign-in-fault .fault role="alert" { (fault) } }
            }
            p { button.primary data-native="" { (scene.say("sign_in.do")) } }
        }
        form method="post" action=(SIGN_OUT) {
            p { (scene.say("sign_in.out_why")) " " button data-native="" { (scene.say("sign_in.out")) } }
        }
    };
    Page::html(status, layout::page(scene, scene.say("sign_in.title"), &body))
}
