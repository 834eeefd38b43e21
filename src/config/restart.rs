//! What a running service cannot change about itself: where it listens, and where
//! its store and its published files are. It starts and stops nothing.

use super::settings::{Server, Settings};

impl Settings {
    /// These settings as far as the service that runs under `running` can take them
    /// up, and the keys that wait for its next start.
    #[must_use]
    pub fn until_restart(mut self, running: &Self) -> (Self, Vec<&'static str>) {
        let (new, old) = (&self.server, &running.server);
        let waiting = [
            ("server.listen", new.listen != old.listen),
            ("server.admin", new.admin != old.admin),
            ("server.max_connections", new.max_connections != old.max_connections),
            ("server.first_byte_timeout", new.first_byte_timeout != old.first_byte_timeout),
            ("server.header_timeout", new.header_timeout != old.header_timeout),
            ("server.max_header", new.max_header_bytes != old.max_header_bytes),
            ("server.shutdown", new.shutdown_timeout != old.shutdown_timeout),
            ("store.path", self.store.path != running.store.path),
            ("publish.folder", self.publish.folder != running.publish.folder),
        ];
        let waiting = waiting.into_iter().filter_map(|(key, waits)| waits.then_some(key)).collect();
        let Server { gone, moved, allow_breaking, .. } = self.server;
        self.server = Server { gone, moved, allow_breaking, ..running.server.clone() };
        self.store.path.clone_from(&running.store.path);
        self.publish.folder.clone_from(&running.publish.folder);
        (self, waiting)
    }
}
