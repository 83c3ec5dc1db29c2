//! Counts checks and says what became of each.

#[derive(Debug, Default)]
pub struct Report {
    pub passed: usize,
    pub failed: usize,
}

impl Report {
    /// Takes note of a check; `Err` says what was found instead.
    pub fn check(&mut self, name: &str, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => {
                self.passed += 1;
                println!("ok      {name}");
            }
            Err(found) => {
                self.failed += 1;
                println!("FAILED  {name}\n        {found}");
            }
        }
    }

    /// Takes note of whether two values are the same.
    pub fn equal<T: PartialEq + std::fmt::Debug>(&mut self, name: &str, found: &T, expected: &T) {
        let outcome = if found == expected { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) };
        self.check(name, outcome);
    }
}
