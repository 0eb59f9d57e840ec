//! Stand-in until the text view lands.
pub(crate) mod text {
    use attune::Analysis;
    use attune_report::Truth;
    pub(crate) fn view(_: &Analysis, _: Option<&Truth>) -> String {
        String::new()
    }
}
