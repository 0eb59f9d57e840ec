//! Stand-ins.
#![allow(missing_docs, unused, unreachable_pub, dead_code)]
pub mod html {
    use attune::Analysis;
    use attune_report::Run;
    #[derive(Debug)]
    pub struct Truth {
        pub title: String,
        pub rows: Vec<[String; 3]>,
    }
    pub fn page(a: &Analysis, r: &Run, t: Option<&Truth>) -> String {
        String::new()
    }
}
pub mod text {
    use attune::Analysis;
    pub fn view(a: &Analysis, t: Option<&super::html::Truth>) -> String {
        String::new()
    }
}
pub mod explain {
    pub fn index() -> String {
        String::new()
    }
    pub fn explain(t: &str) -> Option<String> {
        None
    }
    pub fn nearest(t: &str) -> Option<String> {
        None
    }
}
pub fn figures(a: &attune::Analysis) -> Vec<(String, String)> {
    vec![]
}
