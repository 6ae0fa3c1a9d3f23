//! A picture as a PNG file: eight bits a channel, each row as its difference to the one above.

use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::screen::Frame;

pub fn encode(frame: &Frame) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend((frame.width as u32).to_be_bytes());
    head.extend((frame.height as u32).to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &head);
    chunk(&mut file, b"IDAT", &compress_to_vec_zlib(&differences(frame), 6));
    chunk(&mut file, b"IEND", &[]);
    file
}

fn differences(frame: &Frame) -> Vec<u8> {
    let stride = frame.width * 3;
    let mut above = vec![0; stride];
    let mut rows = Vec::with_capacity(frame.pixels.len() + frame.height);
    for row in frame.pixels.chunks(stride) {
        rows.push(2);
        rows.extend(row.iter().zip(&above).map(|(now, above)| now.wrapping_sub(*above)));
        above.copy_from_slice(row);
    }
    rows
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    file.extend((body.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend(kind);
    file.extend(body);
    let check = crc(&file[start..]);
    file.extend(check.to_be_bytes());
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |value: u32| if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |value, _| step(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_the_published_one() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926, "the check value of CRC-32");
    }

    #[test]
    fn a_picture_is_a_file_of_three_chunks() {
        let file = encode(&Frame { width: 2, height: 1, pixels: vec![1, 2, 3, 4, 5, 6] });
        assert!(file.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x01\x08\x02"));
        assert!(file.ends_with(b"IEND\xae\x42\x60\x82"), "the last chunk has a known sum");
    }
}
