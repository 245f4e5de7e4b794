use crate::intrinsics;
use crate::parse::parse_program;
use crate::verify::verify_program;

#[test]
fn intrinsics_verify_and_read_nothing_undefined() {
    for built in intrinsics::functions() {
        assert_eq!(built.undefined_reads, [], "{}", built.function.name);
    }
    let program = intrinsics::program();
    if let Err(errors) = verify_program(&program) {
        panic!("{errors:#?}");
    }
    assert_eq!(parse_program(&program.to_string()), Ok(program));
}
