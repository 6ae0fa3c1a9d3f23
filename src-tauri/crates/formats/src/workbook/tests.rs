//! Workbooks of every sort, made here, read back.
use super::*;

#[test]
fn a_csv_is_read_in_the_encodings_offices_use() {
    let text = "单位,改厕户数\n金山镇,\"1,234.5\"\n\n下湿壕镇,\"十\n二\"\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    for bytes in [text.as_bytes().to_vec(), gbk.into_owned(), [b"\xef\xbb\xbf", text.as_bytes()].concat()] {
        let read = read(&bytes).unwrap();
        let sheet = &read.workbook.sheets[0];
        let at = |row, column| sheet.value(row, column).map(|value| value.text().into_owned());
        assert_eq!(at(0, 1).as_deref(), Some("改厕户数"));
        assert_eq!(at(1, 1).as_deref(), Some("1,234.5"));
        assert_eq!(at(3, 0).as_deref(), Some("下湿壕镇"), "a row keeps its place below an empty line");
        assert_eq!(at(3, 1).as_deref(), Some("十\n二"));
    }
    let tabs = read("单位\t数\n甲\t1,5\n".as_bytes()).unwrap();
    assert_eq!(tabs.workbook.sheets[0].value(1, 1), Some(&Value::Text("1,5".into())));
}
