//! What the press prints, read back by other programs: text extractors, PDF checkers, LibreOffice.

#[cfg(test)]
mod binder;
#[cfg(test)]
mod checker;
#[cfg(test)]
mod docx;
#[cfg(test)]
mod pdf;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tool;
#[cfg(test)]
mod xlsx;
