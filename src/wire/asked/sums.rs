//! A district's sums, from the file that `backmap learn --sums` writes.

use serde::de::SeqAccess;
use utoipa::openapi::Schema;

use super::list::ListOf;
use super::request::read_body;
use super::text::Words;
use super::values::Whole;
use crate::advisor::{Advisor, Options};
use crate::catalogue::Catalogue;
use crate::learning::{Sums, SumsFault, sums_columns};
use crate::wire::kit::fields::fields;
use crate::wire::kit::problem::{Problem, ProblemKind};
use crate::wire::kit::reader::{Place, Read, Shape};
use crate::wire::kit::schema::{Property, number};
use crate::words::{fill_text, text};

/// The version of the file's shape that this program reads.
pub const READS_FORMAT: u32 = 1;

/// The longest name of a district, a version or a digest.
pub const LONGEST_DISTRICT: usize = 200;

/// The most columns and designs that a file may have; catalogs have fewer.
const MOST_COLUMNS: usize = 1_000;

/// The most results, more than a file of records may have.
const MOST_RESULTS: u32 = 10_000_000;

/// The largest file of sums, in bytes.
pub const LARGEST_SUMS: u64 = 8 * 1024 * 1024;

const NAME: Words = Words("a text", LONGEST_DISTRICT);
const COUNT: Whole = Whole("wire.expected.count", 0, MOST_RESULTS);

fields! {
    struct SumsFile (EXPECTED = "wire.expected.sums") {
        format: u32 = Whole("wire.expected.count", 1, u32::MAX), "", required "wire.missing.field";
        catalogue_version: String = NAME, "";
        catalogue_digest: String = NAME, "", required "wire.missing.field";
        model_version: String = NAME, "", required "wire.missing.field";
        district: String = NAME, "", required "wire.missing.field";
        results: u32 = COUNT, "", required "wire.missing.field";
        by_lot: u32 = COUNT, "", required "wire.missing.field";
        schools: u32 = COUNT, "", required "wire.missing.field";
        designs: Vec<u32> = ListOf(|| COUNT, "wire.expected.list", [1, MOST_COLUMNS]), "",
            required "wire.missing.field";
        columns: Vec<String> = ListOf(|| NAME, "wire.expected.list", [1, MOST_COLUMNS]), "",
            required "wire.missing.field";
        products: Vec<Vec<f64>> = ListOf(|| Row, "wire.expected.list", [1, MOST_COLUMNS]), "",
            required "wire.missing.field";
    }
}

/// A list of numbers; its entries do not count toward those that a body may have.
struct Row;

impl Shape for Row {
    type Out = Vec<f64>;

    const EXPECTED: &'static str = "wire.expected.list";

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        ListOf(|| Number, Self::EXPECTED, [1, MOST_COLUMNS]).schema(catalogue, about)
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Vec<f64>>, A::Error> {
        let mut row = Vec::new();
        let mut at = 0;
        loop {
            let place = place.item(at);
            let Some(read) = list.next_element_seed(Read { shape: Number, place: &place })? else { break };
            row.extend(read);
            at += 1;
        }
        Ok(Some(row))
    }
}

struct Number;

impl Shape for Number {
    type Out = f64;

    const EXPECTED: &'static str = "wire.expected.number";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        Schema::from(number(about, f64::MIN, f64::MAX)).into()
    }

    fn number(self, _: &Place<'_>, value: f64) -> Option<f64> {
        Some(value)
    }
}

/// Reads a file of sums.
///
/// # Errors
/// The body is not such a file, is of another version, catalog or model, or has sums that no records have.
pub fn read_sums(advisor: &Advisor, body: &[u8]) -> Result<Sums, Problem> {
    if body.len() as u64 > LARGEST_SUMS {
        let most = (LARGEST_SUMS / 1024 / 1024).to_string();
        return Err(Problem::new(ProblemKind::TooLarge, fill_text("wire.sums.too_large", &[("most", &most)])));
    }
    let file: SumsFile = read_body(advisor, body)?;
    let field = |pointer: &str, detail: String| Problem::of_fields([(pointer.to_owned(), detail)]);
    if file.format != READS_FORMAT {
        let slots = [("found", &*file.format.to_string()), ("expected", &READS_FORMAT.to_string())];
        return Err(field("/format", fill_text("wire.sums.format", &slots)));
    }
    let provenance = advisor.provenance();
    let own = [
        ("/model_version", &file.model_version, provenance.model_version),
        ("/catalogue_digest", &file.catalogue_digest, provenance.catalogue_digest),
    ];
    if let Some((pointer, found, expected)) = own.into_iter().find(|(_, found, expected)| found != expected) {
        let slots = [("found", found.as_str()), ("expected", expected)];
        return Err(field(pointer, fill_text("wire.sums.other_catalogue", &slots)));
    }
    let typical = advisor.evaluate_nothing(&Options::default())?;
    let columns = sums_columns(&typical);
    if let Some((at, (found, expected))) = file.columns.iter().zip(&columns).enumerate().find(|(_, (a, b))| a != b) {
        let slots = [("found", found.as_str()), ("expected", expected)];
        return Err(field(&format!("/columns/{at}"), fill_text("wire.sums.column", &slots)));
    }
    if let Some(row) = (0..file.products.len()).find(|row| file.products[*row].len() != row + 1) {
        let slots = [("found", &*file.products[row].len().to_string()), ("expected", &(row + 1).to_string())];
        return Err(field(&format!("/products/{row}"), fill_text("wire.sums.row", &slots)));
    }
    let sums = Sums::new(
        file.district.trim().to_owned(),
        [file.results, file.by_lot, file.schools].map(|count| count as usize),
        file.designs.into_iter().map(|count| count as usize).collect(),
        &file.products,
    );
    match sums.fault(&typical) {
        None => Ok(sums),
        Some(fault) => Err(Problem::of_fields([fault_text(fault)])),
    }
}

/// The place of a fault, and what to do.
fn fault_text(fault: SumsFault) -> (String, String) {
    let entries = |found: usize, expected: usize| {
        let [found, expected] = [found, expected].map(|count| count.to_string());
        fill_text("wire.sums.row", &[("found", &found), ("expected", &expected)])
    };
    match fault {
        SumsFault::Designs { found, expected } => ("/designs".to_owned(), entries(found, expected)),
        SumsFault::Columns { found, expected } => ("/products".to_owned(), entries(found, expected)),
        SumsFault::Counts => ("/results".to_owned(), text("wire.sums.counts").to_owned()),
        SumsFault::TooFew { least } => {
            ("/results".to_owned(), fill_text("wire.sums.too_few", &[("least", &least.to_string())]))
        }
        SumsFault::TooLarge { column } => (format!("/products/{column}/{column}"), text("wire.sums.square").to_owned()),
        SumsFault::NotSums => ("/products".to_owned(), text("wire.sums.not_sums").to_owned()),
    }
}
