//! Programs that allocate many times what they keep run to the end in three times what they keep. The first line of each
//! program of `tests/memory` says how much that is.

use std::fs;

use crate::harness;

#[test]
fn three_times_what_lives_is_enough() {
    let mut wrong = String::new();
    for program in harness::programs("memory") {
        let text = fs::read_to_string(&program).expect("the program");
        let live = text
            .strip_prefix("// live: ")
            .and_then(|rest| rest.split(' ').next())
            .and_then(|number| number.parse::<u32>().ok())
            .expect("how much lives");
        let dir = harness::as_main(&program);
        let output = harness::rayzor(dir.path())
            .args(["run", "--memory", &(3 * live).to_string()])
            .args(["-cp", ".", "--main", "Main"])
            .output()
            .expect("rayzor runs");
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            wrong.push_str(&format!("{}: {stderr}", harness::name(&program)));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
