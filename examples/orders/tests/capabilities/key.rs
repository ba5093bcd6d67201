use orders::key::{Key, NAME};
use orders::refund::refund;
use orders::shop::Mood;
use orders::status::order_status;
use portcullis::Code;
use portcullis::ledger::Event;
use portcullis::secret::Refreshed;

use super::Scene;

#[tokio::test]
async fn a_key_is_exchanged_and_the_old_one_is_good_until_the_shop_says_so() {
    let mut scene = Scene::new().await;
    let gate = scene.gate();
    let ask = || gate.call(order_status, ("A-1001".to_owned(),));
    assert!(ask().await.is_ok());
    let new = Key::random().unwrap();
    scene.shop.accept(new.clone());
    scene.mount.exchange(&new).unwrap();
    // Not read again yet.
    assert!(ask().await.is_ok());
    assert_eq!(scene.credential.refresh(), Ok(Refreshed::Rotated));
    assert!(ask().await.is_ok());
    scene.shop.revoke_old_keys();
    assert!(ask().await.is_ok());
    let keys: Vec<_> = scene.shop.asked().iter().map(|asked| asked.key).collect();
    assert_eq!(keys, [Some(1), Some(1), Some(2), Some(2)]);
}

#[tokio::test]
async fn a_key_that_the_shop_does_not_take_is_the_operators_affair() {
    let scene = Scene::new().await;
    scene.shop.accept(Key::random().unwrap());
    scene.shop.revoke_old_keys();
    let gate = scene.gate();
    let error = gate.call(order_status, ("A-1001".to_owned(),)).await.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.is_retryable()), ("the shop cannot be asked", false));
    let error = gate.call(refund, ("A-1001".to_owned(), 1)).await.unwrap_err();
    assert_eq!(error.to_string(), "nothing was paid back: the shop does not take the request");
    assert_eq!((scene.shop.asked().len(), scene.shop.payments()), (2, 0));
}

#[tokio::test]
async fn each_use_of_the_key_is_recorded_by_name_and_the_key_nowhere() {
    let scene = Scene::new().await;
    let gate = scene.gate();
    gate.call(order_status, ("A-1001".to_owned(),)).await.unwrap();
    let records = gate.records().await;
    let used: Vec<_> = records.iter().filter(|record| record.event == Event::SecretRevealed).collect();
    assert!(matches!(used.as_slice(), [one] if one.secret.as_deref() == Some(NAME)), "{used:?}");
    let key = scene.credential.reveal(|key| String::from_utf8(key.to_vec()).unwrap());
    assert!(records.iter().all(|record| !serde_json::to_string(record).unwrap().contains(&key)));
    assert!(!format!("{:?} {:?}", scene.credential, scene.mount).contains(&key));
}

#[tokio::test]
async fn a_key_that_the_shop_says_in_an_order_does_not_leave() {
    let scene = Scene::new().await;
    let key = scene.credential.reveal(|key| String::from_utf8(key.to_vec()).unwrap());
    let said = serde_json::json!({
        "order": "A-1001", "customer": "ann", "item": key, "status": "sent", "cents": 1, "refunded_cents": 0,
    });
    scene.shop.next(1, &Mood::Says(said.to_string()));
    let error = scene.gate().call_json(order_status, r#"{"order":"A-1001"}"#).await.unwrap_err();
    assert_eq!(error.code(), Code::OutputWithheld);
    assert!(!format!("{error:?}").contains(&key));
}

#[cfg(unix)]
#[test]
fn a_key_is_its_owners_alone_and_the_next_one_replaces_it_whole() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let [old, new] = [(); 2].map(|()| Key::random().unwrap());
    let mut mount = orders::key::Mount::new(folder.path(), &old).unwrap();
    let file = folder.path().join(NAME);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&file).unwrap().trim_end(), old.text());
    mount.exchange(&new).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap().trim_end(), new.text());
    assert!(old != new && format!("{old:?}") == "Key([redacted])");
}
