//! STUB
pub fn portable_name(n: &str) -> String {
    n.to_owned()
}
pub fn is_reserved_name(_n: &str) -> bool {
    false
}
