//! What the texts of a WordPress export show stands where its site shows it:
//! - captions, galleries, sounds and films in their place, with what editors wrote of a picture
//! - an address that is alone on its line, or between `[embed]`, is what it leads to: a player
//!   where one is known, else a link
//! - the lead picture is the featured one, else the first of the text
//! - the shortcodes of page builders are taken off around what they lay out, and told once; what
//!   may keep readers out is refused, and so is what nobody knows
//! - what is no published article is counted by kind, in an import and in a feed

use crate::import_archive::{EXPORT, WORLD, import, newsroom, post};
use crate::program::Newsroom;
use serde_json::{Value, json};

/// A post with this text.
fn with(number: usize, text: &str, more: &str) -> String {
    let post = post(number, "post", "publish", more);
    let (before, rest) = post.split_once("<content:encoded>").unwrap();
    let (_, after) = rest.split_once("</content:encoded>").unwrap();
    let excerpt = after.replace("<![CDATA[In short.]]>", "");
    format!("{before}<content:encoded><![CDATA[{text}]]></content:encoded>{excerpt}")
}

fn file(number: usize, name: &str, more: &str) -> String {
    let url = format!("<wp:attachment_url>https://old.example/{name}</wp:attachment_url>{more}");
    post(number, "attachment", "inherit", &url)
        .replace(&format!("Secret {number}"), name.split('.').next().unwrap())
        .replace("<![CDATA[In short.]]>", "")
}

fn alt(words: &str) -> String {
    format!(
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>\
         <wp:meta_value><![CDATA[{words}]]></wp:meta_value></wp:postmeta>"
    )
}

fn brought(items: &[String]) -> (Newsroom, Value) {
    let newsroom = newsroom();
    newsroom.write("old.xml", &format!("{EXPORT}{}</channel></rss>", items.concat()));
    let told = import(&newsroom, &["old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
    newsroom.ended(&["run"], 0);
    (newsroom, told)
}

fn item(newsroom: &Newsroom, number: usize) -> Value {
    let world = newsroom.json("feeds/world.json");
    let items = world["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["title"] == format!("Secret {number}"));
    found.unwrap_or_else(|| panic!("{number}: {world}")).clone()
}

fn html(item: &Value) -> String {
    item["content_html"].as_str().unwrap().replace(">\n<", "><").trim().to_owned()
}

#[test]
fn what_a_text_shows_stands_in_its_place() {
    let frame = |page: &str, name: &str| format!("<p><a href=\"{page}\">{name}</a></p>");
    let youtube = frame("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "YouTube");
    let vimeo = frame("https://vimeo.com/12345", "Vimeo");
    let table = [
        (
            "One.\n\n[caption id=\"attachment_1\" align=\"left\" width=\"300\"]<a href=\"https://old.example/a.jpg\"><img src=\"https://old.example/a.jpg\" alt=\"A quay\" /></a> The quay, photo by <em>Ann</em>[/caption]\n\nTwo.",
            "<p>One.</p><figure><a href=\"https://old.example/a.jpg\"><img src=\"https://old.example/a.jpg\" alt=\"A quay\"></a><figcaption>The quay, photo by <em>Ann</em></figcaption></figure><p>Two.</p>".to_owned(),
        ),
        (
            "[caption width=\"300\" caption=\"As it was written once\"]<img src=\"https://old.example/a.jpg\">[/caption]\n\nTwo.",
            "<figure><img src=\"https://old.example/a.jpg\"><figcaption>As it was written once</figcaption></figure><p>Two.</p>".to_owned(),
        ),
        (
            "One.\n\n[gallery ids=\"90,91\" link=\"file\"]\n\nTwo.",
            "<p>One.</p><figure><img src=\"https://old.example/DSC_0090.jpg\" alt=\"Boats in the bay\"><figcaption>Boats at dawn</figcaption></figure><figure><img src=\"https://old.example/DSC_0091.jpg\"></figure><p>Two.</p>".to_owned(),
        ),
        (
            "One.\n\n[gallery]\n\nTwo.",
            "<p>One.</p><figure><img src=\"https://old.example/added.jpg\" alt=\"Added to it\"></figure><p>Two.</p>".to_owned(),
        ),
        ("One.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\nTwo.", format!("<p>One.</p>{youtube}<p>Two.</p>")),
        ("One.\n\nhttps://youtu.be/dQw4w9WgXcQ?t=3\nTwo.", format!("<p>One.</p>{youtube}<p>Two.</p>")),
        ("One.\n\n[embed width=\"500\"]https://vimeo.com/12345[/embed]\n\nTwo.", format!("<p>One.</p>{vimeo}<p>Two.</p>")),
        ("[youtube https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;w=640]\n\nTwo.", format!("{youtube}<p>Two.</p>")),
        ("[youtube=http://www.youtube.com/watch?v=dQw4w9WgXcQ]\n\nTwo.", format!("{youtube}<p>Two.</p>")),
        ("[vimeo 12345]\n\nTwo.", format!("{vimeo}<p>Two.</p>")),
        (
            "One.\n\nhttps://other.example/a-page?b=1&amp;c=2\n\nTwo.",
            "<p>One.</p><p><a href=\"https://other.example/a-page?b=1&amp;c=2\">https://other.example/a-page?b=1&amp;c=2</a></p><p>Two.</p>".to_owned(),
        ),
        (
            "<!-- wp:embed {\"url\":\"https://vimeo.com/12345\"} -->\n<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://vimeo.com/12345\n</div></figure>\n<!-- /wp:embed -->",
            "<figure><div><p><a href=\"https://vimeo.com/12345\">Vimeo</a></p></div></figure>".to_owned(),
        ),
        ("<pre>\nhttps://vimeo.com/12345\n[gallery ids=\"90\"]</pre>\n\nTwo.", "<pre>https://vimeo.com/12345\n[gallery ids=\"90\"]</pre><p>Two.</p>".to_owned()),
        ("The hall was [empty] and [clear].\n\nTwo.", "<p>The hall was [empty] and [clear].</p><p>Two.</p>".to_owned()),
    ];
    let posts = table.iter().enumerate().map(|(number, (text, _))| with(number, text, ""));
    let files = [
        file(90, "DSC_0090.jpg", &alt("Boats in the bay")).replace(
            "<excerpt:encoded></excerpt:encoded>",
            "<excerpt:encoded><![CDATA[Boats at dawn]]></excerpt:encoded>",
        ),
        file(91, "DSC_0091.jpg", ""),
        file(92, "added.jpg", &format!("{}<wp:post_parent>3</wp:post_parent>", alt("Added to it"))),
    ];
    let (newsroom, told) = brought(&posts.chain(files).collect::<Vec<_>>());
    assert_eq!(told["new"], table.len(), "{told}");
    for (number, (text, wanted)) in table.into_iter().enumerate() {
        assert_eq!(html(&item(&newsroom, number)), wanted, "{text}");
    }
}

#[test]
fn the_lead_picture_is_the_featured_one_or_the_first_of_the_text() {
    let text = "One. <img src=\"https://old.example/first.jpg\">\n\n[gallery ids=\"91\"]\n\n[video mp4=\"https://old.example/f.mp4\"][/video]";
    let featured = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>90</wp:meta_value></wp:postmeta>";
    let (newsroom, _) = brought(&[
        with(1, text, ""),
        with(2, text, featured),
        file(90, "DSC_0090.jpg", &alt("Boats in the bay")),
        file(91, "DSC_0091.jpg", ""),
    ]);
    let lead = |number: usize| item(&newsroom, number)["attachments"][0].clone();
    assert_eq!(lead(1)["url"], "https://old.example/first.jpg");
    assert_eq!(lead(2)["url"], "https://old.example/DSC_0090.jpg");
    assert_eq!(lead(2)["title"], "Boats in the bay");
    let whole = item(&newsroom, 1).to_string();
    assert!(whole.contains("f.mp4") && !whole.contains("\"DSC_0091\""), "{whole}");
}

#[test]
fn page_builders_are_taken_off_unless_they_may_keep_readers_out() {
    let kept = [
        (
            "[vc_row full_width=\"stretch_row\"][vc_column width=\"1/2\"][vc_column_text el_class=\"lead\"]\nFirst.\n\nSecond.\n[/vc_column_text][vc_separator][/vc_column][/vc_row]",
            "<p>First.</p><p>Second.</p>",
        ),
        (
            "[et_pb_section fb_built=\"1\" _builder_version=\"4.9\" disabled_on=\"on|off|off\" disabled=\"off\"][et_pb_row][et_pb_column type=\"4_4\"][et_pb_text]<p>First.</p>[/et_pb_text][et_pb_image src=\"https://old.example/b.jpg\" alt=\"Boats\" /][/et_pb_column][/et_pb_row][/et_pb_section]",
            "<p>First.</p><figure><img src=\"https://old.example/b.jpg\" alt=\"Boats\"></figure>",
        ),
        (
            "[fusion_builder_container hide_on_mobile=\"small-visibility,medium-visibility,large-visibility\" status=\"published\" publish_date=\"\"][fusion_builder_row][fusion_text]First.[/fusion_text][/fusion_builder_row][/fusion_builder_container]",
            "<p>First.</p>",
        ),
        (
            "[dropcap]F[/dropcap]irst.\n\n[vc_single_image image=\"90\"]",
            "<p>First.</p><figure><img src=\"https://old.example/DSC_0090.jpg\"></figure>",
        ),
        (
            "[accordion][toggle title=\"When?\"]On Monday.[/toggle][/accordion]",
            "<h3>When?</h3><p>On Monday.</p>",
        ),
        (
            "[one_half]Left.[/one_half][one_half_last]Right, [highlight]marked[/highlight].[/one_half_last]",
            "<p>Left.</p><p>Right, marked.</p>",
        ),
        (
            "[et_pb_row][et_pb_button button_text=\"Order\" button_url=\"https://old.example/order\"][/et_pb_button][/et_pb_row]Or [button link=\"https://old.example/b\"]read[/button] on.",
            "<p><a href=\"https://old.example/order\">Order</a></p><p>Or <a href=\"https://old.example/b\">read</a> on.</p>",
        ),
        (
            "[vc_row][vc_column][vc_video link=\"https://vimeo.com/12345\"][/vc_column][/vc_row]First.",
            "<p><a href=\"https://vimeo.com/12345\">Vimeo</a></p><p>First.</p>",
        ),
    ];
    let refused = [
        "[vc_row disable_element=\"yes\"]Hidden.[/vc_row]",
        "[et_pb_section disabled=\"on\"]Hidden.[/et_pb_section]",
        "[et_pb_section disabled_on=\"on|on|on\"]Hidden.[/et_pb_section]",
        "[fusion_text status=\"draft\"]Hidden.[/fusion_text]",
        "[vc_column_text el_class=\"members-only\"]Hidden.[/vc_column_text]",
        "[section visibility=\"subscribers\"]Hidden.[/section]",
        "[members]Hidden.[/members]",
        "[private_section]Hidden.[/private_section]",
        "[member_video url=\"https://vimeo.com/12345\"]",
        "[vc_row][s2If current_user_can(x)]Hidden.[/s2If][/vc_row]",
        "[vc_posts_grid count=\"3\"]",
        "[vc_single_image image=\"77\"]",
    ];
    let posts = kept.iter().map(|(text, _)| *text).chain(refused);
    let posts = posts.enumerate().map(|(number, text)| with(number, text, ""));
    let (newsroom, told) =
        brought(&posts.chain([file(90, "DSC_0090.jpg", "")]).collect::<Vec<_>>());
    assert_eq!(told["new"], kept.len(), "{told}");
    assert_eq!(told["rejections"].as_array().unwrap().len(), refused.len(), "{told}");
    assert_eq!(told["unwrapped"]["vc_row"], 2, "{told}");
    assert_eq!(told["unwrapped"]["et_pb_row"], 2, "{told}");
    for (number, (text, wanted)) in kept.into_iter().enumerate() {
        assert_eq!(html(&item(&newsroom, number)), wanted, "{text}");
    }
    assert!(!newsroom.read("feeds/world.json").contains("Hidden"));
}

#[test]
fn what_is_no_published_article_is_counted_by_kind() {
    let password = "<wp:post_password>x</wp:post_password>";
    let items = [
        post(1, "post", "publish", ""),
        post(2, "post", "draft", ""),
        post(3, "post", "draft", ""),
        post(4, "post", "private", ""),
        post(5, "post", "future", ""),
        post(6, "post", "pending", ""),
        post(7, "post", "publish", password),
        post(8, "page", "publish", ""),
        post(9, "revision", "inherit", ""),
        post(10, "wp_block", "publish", ""),
        post(11, "post", "trash", ""),
        post(12, "recipe", "publish", ""),
        with(
            13,
            "[gallery ids=\"5\"]\n\nShown as its site shows it.\n\n[dropcap]T[/dropcap]wo.",
            "",
        ),
    ];
    let (newsroom, told) = brought(&items);
    let kinds = json!({
        "draft": 2, "private": 1, "scheduled": 1, "pending": 1, "password": 1, "page": 1,
        "revision": 1, "block": 1, "bin": 1, "recipe": 1
    });
    assert_eq!(told["left_out_kinds"], kinds, "{told}");
    assert_eq!(told["left_out"], 11, "{told}");
    let words = ["import", "old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]];
    let shown = newsroom.ended(&words, 0);
    let told = "2 drafts, 1 scheduled post, 1 post that waits for review, 1 private post";
    assert!(shown.contains(told) && shown.contains("1 \"recipe\""), "{shown}");
    // As a feed it is what it is as an import, and says so.
    let tried = newsroom.told(&["try", "old.xml", "--json"]);
    assert_eq!(tried["items"].as_array().unwrap().len(), 2, "{tried}");
    assert!(tried["warnings"].to_string().contains(told), "{tried}");
    let text = tried["items"].to_string();
    assert!(text.contains("<p>Two.</p>") && text.contains("Amina Khan"), "{text}");
    let source = "[[source]]\nname = \"old\"\nschedule = \"@daily\"\nsections = [\"sports\"]\n[source.feed]\nfile = \"old.xml\"\n";
    newsroom.write("config.toml", &format!("{}{source}", newsroom.read("config.toml")));
    assert!(newsroom.ended(&["run"], 0).contains(told));
    assert!(newsroom.ended(&["status"], 0).contains(told));
}

#[test]
fn a_post_of_blogger_has_its_address_and_no_tag_of_its_kind() {
    let kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/>";
    let entry = |number: usize, more: &str| {
        format!(
            "<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><title>Secret {number}</title>\
             <published>2025-01-0{number}T10:00:00Z</published><content type='html'>Text.</content>\
             <category scheme='http://www.blogger.com/atom/ns#' term='Sport'/>{more}</entry>"
        )
    };
    let takeout = "<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><blogger:filename>/2025/01/boats.html</blogger:filename><link/>";
    let draft = "<blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>";
    let comment = "<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>";
    let entries = [entry(1, kind), entry(2, takeout), entry(3, draft), entry(4, comment)];
    let newsroom = newsroom();
    newsroom.write(
        "blog.atom",
        &format!("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><title>B</title>{}</feed>", entries.concat()),
    );
    let told = import(&newsroom, &["blog.atom", WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
    assert_eq!(told["left_out_kinds"], json!({"draft": 1, "comment": 1}), "{told}");
    newsroom.ended(&["run"], 0);
    assert_eq!(item(&newsroom, 1)["tags"], json!(["World", "Sport"]));
    let url = item(&newsroom, 2)["url"].as_str().unwrap().to_owned();
    assert!(url.ends_with("/2025/01/boats.html"), "{url}");
}

#[test]
fn the_export_of_ghost_can_be_tried() {
    let newsroom = newsroom();
    let post = |id: &str, status: &str| {
        json!({"id": id, "uuid": id, "title": format!("Post {id}"), "slug": id, "status": status,
            "html": "<p>Text of it.</p>", "published_at": "2025-03-01T09:00:00.000Z", "visibility": "public"})
    };
    let data =
        json!({"posts": [post("a", "published"), post("b", "draft"), post("c", "scheduled")]});
    newsroom.write(
        "ghost.json",
        &json!({"db": [{"meta": {"version": "5.0"}, "data": data}]}).to_string(),
    );
    let tried = newsroom.told(&["try", "ghost.json", "--json"]);
    assert_eq!(tried["items"].as_array().unwrap().len(), 1, "{tried}");
    assert!(tried["warnings"].to_string().contains("1 draft, 1 scheduled post"), "{tried}");
}
