//! What every reader of tables shares: encodings, delimiters, quotation marks, names, numbers and dates as other programs
//! write them. One reader must not accept what another refuses.

mod decimal;
mod encoding;
mod guard;
mod layout;
mod moment;
mod names;

pub use decimal::{decimal, is_decimal_comma};
pub use encoding::{Transcoder, decode, decode_cell};
pub use guard::guarded;
pub use layout::{DELIMITERS, Quotes, delimiter_of, line_ends, named_delimiter, open_quote};
pub use moment::{DateOrder, Moment, Order, Written, order_of, written};
pub use names::{key, most_frequent, tidy};
