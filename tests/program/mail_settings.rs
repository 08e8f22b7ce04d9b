use rstest::rstest;

use crate::program::Place;

const SECRET: &str = "Zk3nS0meR4ndomT3xtTh4tIsLongEn0ugh";

#[rstest]
#[case("smtp://me:hunter2@mail.example", "smtp://me:***@mail.example:587?tls=required")]
#[case("smtps://me:hunter2@mail.example", "smtps://me:***@mail.example:465")]
#[case("smtp://me:hunter2@localhost:1025", "smtp://me:***@localhost:1025?tls=none")]
#[case("smtp://me:hunter2@[::1]:1025", "smtp://me:***@[::1]:1025?tls=none")]
#[case("smtp://mail.example:25?tls=opportunistic", "smtp://mail.example:25?tls=opportunistic")]
#[case("file:out/mail", "file:out/mail")]
#[case("off", "off")]
fn how_mail_is_sent_is_told_without_its_password(#[case] way: &str, #[case] told: &str) {
    let place = Place::new();
    place.write("mail.txt", &format!("{way}\n"));
    for variable in [("OWNLY_MAIL", way), ("OWNLY_MAIL_FILE", "mail.txt")] {
        let ran = place.run(&["check-config"], &[variable]).expect(0);
        ran.says("mail ", told);
        assert!(!ran.said().contains("hunter2"));
        let help = place.run(&["--help"], &[variable]).expect(0);
        assert!(!help.said().contains("hunter2"));
    }
    assert!(!place.path().join("out").exists());
}

#[test]
fn where_others_can_reach_it_mail_is_off_until_it_is_set_up() {
    let open = [("OWNLY_LISTEN", "0.0.0.0:3000"), ("BETTER_AUTH_SECRET", SECRET)];
    let ran = Place::new().run(&["check-config"], &open).expect(0);
    ran.says("mail ", "off");
    assert!(ran.complained().contains("no OWNLY_MAIL is set"), "{}", ran.complained());
    Place::new().run(&["check-config"], &[]).expect(0).says("mail ", "log");
}
