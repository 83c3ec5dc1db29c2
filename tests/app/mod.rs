//! Parts of the page that know nothing of a browser.

mod staying;
