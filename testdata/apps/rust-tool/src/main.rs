use std::io::{self, BufRead};

fn plural(word: &str) -> String {
    match word.chars().last() {
        Some('s' | 'x') => format!("{word}es"),
        Some('y') => format!("{}ies", &word[..word.len() - 1]),
        _ => format!("{word}s"),
    }
}

fn main() {
    for line in io::stdin().lock().lines() {
        println!("many {}", plural(&line.expect("a line of text")));
    }
}
