//! Gives room in the file back to the disk that nothing needs any more, a little at a time,
//! so that nobody waits for it. It removes nothing that is kept.

use rusqlite::Connection;

/// Pages that are given back at once.
const PAGES: u32 = 256;

/// What `PRAGMA auto_vacuum` says of a file that can give pages back.
const INCREMENTAL: i64 = 2;

/// Has a new file keep what it takes to give pages back; one that is there stays as it is.
pub(super) fn begin(connection: &Connection) -> rusqlite::Result<()> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    match pages {
        0 => connection.pragma_update(None, "auto_vacuum", INCREMENTAL),
        _ => Ok(()),
    }
}

/// Gives some pages back; whether there are more.
pub(super) fn give_back(connection: &Connection) -> rusqlite::Result<bool> {
    let asked = |name: &str| -> rusqlite::Result<i64> {
        connection.pragma_query_value(None, name, |row| row.get(0))
    };
    let before = asked("freelist_count")?;
    if asked("auto_vacuum")? == INCREMENTAL && before > 0 {
        connection.execute_batch(&format!("PRAGMA incremental_vacuum({PAGES})"))?;
        let after = asked("freelist_count")?;
        if after > 0 && after < before {
            return Ok(true);
        }
    }
    // The file becomes smaller when its log is folded into it.
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    Ok(false)
}
