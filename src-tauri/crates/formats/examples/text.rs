//! Prints the text of files: `text FILE…`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let read = formats::text::read(Some(&path), &std::fs::read(&path)?)?;
        print!("{}", read.text);
        for problem in &read.problems {
            eprintln!("{} {:?}", problem.code, problem.detail);
        }
    }
    Ok(())
}
