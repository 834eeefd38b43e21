//! Chance that falls the same way each time (splitmix64).

pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    pub(crate) fn seconds(&mut self, most: i64) -> chrono::TimeDelta {
        let most = usize::try_from(most).unwrap();
        chrono::TimeDelta::seconds(i64::try_from(self.below(most)).unwrap())
    }

    /// True so many times in a hundred.
    pub(crate) fn falls(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// So many words of nonsense.
    pub(crate) fn words(&mut self, count: usize) -> String {
        const PARTS: [&str; 16] = [
            "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wu", "ha", "je", "da", "fi",
            "go", "pu",
        ];
        let mut words = Vec::new();
        for _ in 0..count {
            words.push((0..3).map(|_| *self.pick(&PARTS)).collect::<String>());
        }
        words.join(" ")
    }
}
