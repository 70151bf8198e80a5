//! A zlib stream (RFC 1950 and 1951) of bytes in which nothing repeats but zeros: each block has the Huffman codes
//! that suit it best. Several times as fast as looking for repetitions. Of the crates without C the fastest for
//! photographs writes codes that are always the same, which takes twice the time and a seventh more bytes.

use simd_adler32::Adler32;

/// Symbols of literals and lengths: bytes, the end of a block, and the lengths of repetitions.
const SYMBOLS: usize = 286;

/// The symbol that ends a block.
const END: usize = 256;

/// No code is longer, so that four of them and what is left of a byte fit into 64 bits.
const LONGEST: usize = 14;

/// The longest repetition.
const MOST_REPEATED: usize = 258;

/// One in so many groups of eight bytes is counted to make codes for all.
const SAMPLED: usize = 4;

/// More bytes than a block has beside its data: its head with the lengths of its codes, and its end.
const HEAD: usize = 512;

/// A stream that is written block by block.
#[derive(Default)]
pub(super) struct Zlib {
    begun: bool,
    checksum: Adler32,
    bits: Bits,
}

impl Zlib {
    /// Compresses a part of the data; the bytes that are ready.
    pub(super) fn block(&mut self, data: &[u8]) -> &[u8] {
        self.write(data, false);
        self.bits.whole_bytes()
    }

    /// Compresses the last part of the data; all bytes that are left.
    pub(super) fn end(&mut self, data: &[u8]) -> &[u8] {
        self.write(data, true);
        self.bits.fill_byte();
        let checksum = self.checksum.finish().to_be_bytes();
        self.bits.append(&checksum);
        self.bits.whole_bytes()
    }

    fn write(&mut self, data: &[u8], last: bool) {
        self.bits.clear();
        if !self.begun {
            self.begun = true;
            // deflate with a window of 32 KB, compressed fast (RFC 1950, §2.2)
            self.bits.append(&[0x78, 0x01]);
        }
        self.checksum.write(data);
        self.bits.reserve(HEAD + data.len() * LONGEST / 8);
        let mut counts = Counts::default();
        walk(data, &mut counts);
        let lengths = code_lengths(&counts.sums());
        head(&lengths, last, &mut self.bits);
        let codes = codes(&lengths);
        let mut writing = Writing {
            codes: &codes,
            bits: &mut self.bits,
        };
        walk(data, &mut writing);
        writing.symbol(END);
    }
}

/// What the data is made of.
trait Sink {
    fn bytes(&mut self, eights: &[[u8; 8]]);
    fn symbol(&mut self, symbol: usize);
    /// A repetition of the byte before.
    fn repeated(&mut self, times: usize);
}

/// Tells a sink what the data is made of.
fn walk(data: &[u8], sink: &mut impl Sink) {
    let (eights, rest) = data.as_chunks::<8>();
    let is_zero = |eight: &[u8; 8]| u64::from_ne_bytes(*eight) == 0;
    for alike in eights.chunk_by(|one, next| is_zero(one) == is_zero(next)) {
        if is_zero(&alike[0]) {
            tell_zeros(8 * alike.len(), sink);
        } else {
            sink.bytes(alike);
        }
    }
    for &byte in rest {
        sink.symbol(usize::from(byte));
    }
}

/// A run of zeros, a multiple of eight: one, and repetitions of it.
fn tell_zeros(zeros: usize, sink: &mut impl Sink) {
    sink.symbol(0);
    let mut left = zeros - 1;
    while left > 0 {
        // never leave a rest that is shorter than the shortest repetition
        let times = match left {
            259 | 260 => MOST_REPEATED - 3,
            _ => left.min(MOST_REPEATED),
        };
        sink.repeated(times);
        left -= times;
    }
}

/// The symbol of a repetition, its first length, and how many bits say how much longer it is (RFC 1951,
/// §3.2.5).
fn repetition(times: usize) -> (usize, usize, u32) {
    if times == MOST_REPEATED {
        return (285, MOST_REPEATED, 0);
    }
    let beyond = times - 3;
    if beyond < 8 {
        return (257 + beyond, times, 0);
    }
    // four symbols for each power of two
    let extra = beyond.ilog2() - 2;
    let step = beyond >> extra;
    (257 + 4 * extra as usize + step, 3 + (step << extra), extra)
}

/// How often each symbol stands in the data. A byte adds to one of four counts: the same one twice in a
/// row would have to wait for itself.
struct Counts {
    bytes: [[u32; 256]; 4],
    symbols: [u32; SYMBOLS],
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            bytes: [[0; 256]; 4],
            symbols: [0; SYMBOLS],
        }
    }
}

impl Counts {
    fn sums(self) -> [u32; SYMBOLS] {
        let mut sums = self.symbols;
        for bytes in self.bytes {
            for (sum, count) in sums.iter_mut().zip(bytes) {
                *sum += count;
            }
        }
        // what was not counted may stand in the data all the same
        sums.map(|sum| sum + 1)
    }
}

impl Sink for Counts {
    fn bytes(&mut self, eights: &[[u8; 8]]) {
        for eight in eights.iter().step_by(SAMPLED) {
            for (at, &byte) in eight.iter().enumerate() {
                self.bytes[at % 4][usize::from(byte)] += SAMPLED as u32;
            }
        }
    }

    fn symbol(&mut self, symbol: usize) {
        self.symbols[symbol] += 1;
    }

    fn repeated(&mut self, times: usize) {
        self.symbol(repetition(times).0);
    }
}

/// Bits that are written together, the first in the lowest place, and how many they are.
#[derive(Clone, Copy, Default)]
struct Code {
    bits: u64,
    length: u32,
}

impl Code {
    fn new(bits: impl Into<u64>, length: u32) -> Self {
        let bits = bits.into();
        Self { bits, length }
    }

    /// Both as one.
    fn then(self, next: Self) -> Self {
        Self {
            bits: self.bits | next.bits << self.length,
            length: self.length + next.length,
        }
    }
}

/// Writes the data with a block's codes.
struct Writing<'a> {
    codes: &'a [Code; SYMBOLS],
    bits: &'a mut Bits,
}

impl Sink for Writing<'_> {
    fn bytes(&mut self, eights: &[[u8; 8]]) {
        let fours = eights.as_flattened().as_chunks::<4>().0.iter();
        self.bits.extend(fours.map(|four| {
            let [first, second, third, fourth] = four.map(|byte| self.codes[usize::from(byte)]);
            // pair by pair: one after the other, each code would wait for the one before
            first.then(second).then(third.then(fourth))
        }));
    }

    fn symbol(&mut self, symbol: usize) {
        self.bits.extend([self.codes[symbol]]);
    }

    fn repeated(&mut self, times: usize) {
        let (symbol, first, extra) = repetition(times);
        let longer = Code::new((times - first) as u64, extra);
        // of the distances there is one, and its code is a single zero
        let distance = Code::new(0_u8, 1);
        self.bits
            .extend([self.codes[symbol].then(longer).then(distance)]);
    }
}

/// A block's head with its codes (RFC 1951, §3.2.7). Their lengths are written with four bits each: they
/// take a thousandth of a block, and codes of their own would save a part of that.
fn head(lengths: &[u8; SYMBOLS], last: bool, bits: &mut Bits) {
    let dynamic = 0b10_u8;
    bits.extend([
        Code::new(last, 1),
        Code::new(dynamic, 2),
        Code::new(SYMBOLS as u64 - 257, 5),
        Code::new(0_u8, 5), // one distance
        Code::new(19_u8 - 4, 4),
    ]);
    // in this order: three signs for repetitions, which are not used, and the numbers 0, 8, 7, 9 …
    bits.extend((0..19).map(|at| Code::new(if at < 3 { 0_u8 } else { 4 }, 3)));
    let lengths = lengths.iter().chain(&[1]);
    bits.extend(lengths.map(|&length| Code::new(reversed(u16::from(length), 4), 4)));
}

/// The codes that follow from their lengths (RFC 1951, §3.2.2), in the order of bits in which they are
/// written.
fn codes(lengths: &[u8; SYMBOLS]) -> [Code; SYMBOLS] {
    let mut codes = [Code::default(); SYMBOLS];
    let mut next = 0;
    for length in 1..=LONGEST as u16 {
        next <<= 1;
        for (code, _) in codes
            .iter_mut()
            .zip(lengths)
            .filter(|(_, own)| u16::from(**own) == length)
        {
            *code = Code::new(reversed(next, length), u32::from(length));
            next += 1;
        }
    }
    codes
}

fn reversed(bits: u16, length: u16) -> u16 {
    bits.reverse_bits() >> (16 - length)
}

/// The best lengths of codes for symbols that stand so often in the data, none longer than [`LONGEST`].
fn code_lengths(counts: &[u32; SYMBOLS]) -> [u8; SYMBOLS] {
    let mut by_count: Vec<usize> = (0..SYMBOLS).collect();
    by_count.sort_by_key(|&symbol| counts[symbol]);
    let weights: Vec<u32> = by_count.iter().map(|&symbol| counts[symbol]).collect();
    let mut of_length = limited(&depths(&weights));
    let mut lengths = [0; SYMBOLS];
    // what is rarest has the longest code
    let mut length = LONGEST;
    for symbol in by_count {
        while of_length[length] == 0 {
            length -= 1;
        }
        of_length[length] -= 1;
        lengths[symbol] = length as u8;
    }
    lengths
}

/// How deep the leaves of a Huffman tree are whose weights are these, lightest first.
fn depths(weights: &[u32]) -> Vec<usize> {
    let leaves = weights.len();
    let mut weights = weights.to_vec();
    let mut parents = vec![0; leaves];
    // both leaves and inner nodes stand by weight: the two lightest are at the front of either
    let (mut leaf, mut inner) = (0, leaves);
    for node in leaves..(2 * leaves).saturating_sub(1) {
        let mut weight = 0;
        for _ in 0..2 {
            let takes_leaf =
                leaf < leaves && (inner >= weights.len() || weights[leaf] <= weights[inner]);
            let child = if takes_leaf { &mut leaf } else { &mut inner };
            weight += weights[*child];
            parents[*child] = node;
            *child += 1;
        }
        weights.push(weight);
        parents.push(0);
    }
    let mut depths = vec![0; parents.len()];
    for node in (0..parents.len().saturating_sub(1)).rev() {
        depths[node] = depths[parents[node]] + 1;
    }
    depths.truncate(leaves);
    depths
}

/// How many codes there are of each length, when the too deep ones are raised to [`LONGEST`] and others
/// sink for them.
fn limited(depths: &[usize]) -> [usize; LONGEST + 1] {
    let mut of_length = [0; LONGEST + 1];
    for &depth in depths {
        of_length[depth.clamp(1, LONGEST)] += 1;
    }
    // of all bits of that many, how many begin with some code: never more than there are
    let all = 1 << LONGEST;
    let mut taken: usize = (1..=LONGEST)
        .map(|length| of_length[length] << (LONGEST - length))
        .sum();
    while taken > all {
        // one of the longest goes beside another code, which becomes longer by a bit
        let Some(shorter) = (1..LONGEST).rev().find(|&length| of_length[length] > 0) else {
            break;
        };
        of_length[LONGEST] -= 1;
        of_length[shorter] -= 1;
        of_length[shorter + 1] += 2;
        taken -= 1;
    }
    of_length
}

/// Bits, the first in the lowest place of a byte.
#[derive(Default)]
struct Bits {
    /// Longer than what is written, so that eight bytes always fit.
    bytes: Vec<u8>,
    written: usize,
    waiting: u64,
    count: u32,
}

impl Bits {
    /// Forgets the whole bytes, and keeps the bits that wait for more.
    fn clear(&mut self) {
        self.written = 0;
    }

    fn whole_bytes(&self) -> &[u8] {
        &self.bytes[..self.written]
    }

    /// Makes room for so many bytes more.
    fn reserve(&mut self, bytes: usize) {
        let needed = self.written + bytes + 8;
        if self.bytes.len() < needed {
            self.bytes.resize(needed, 0);
        }
    }

    /// Adds codes of at most 56 bits each, and writes what makes whole bytes.
    fn extend(&mut self, codes: impl IntoIterator<Item = Code>) {
        // as variables of their own they stay in the processor's registers
        let (mut waiting, mut count, mut written) = (self.waiting, self.count, self.written);
        let bytes = self.bytes.as_mut_slice();
        for code in codes {
            waiting |= code.bits << count;
            count += code.length;
            bytes[written..written + 8].copy_from_slice(&waiting.to_le_bytes());
            let whole = count / 8;
            written += whole as usize;
            waiting >>= whole * 8;
            count %= 8;
        }
        (self.waiting, self.count, self.written) = (waiting, count, written);
    }

    fn fill_byte(&mut self) {
        self.reserve(0);
        let missing = self.count.next_multiple_of(8) - self.count;
        self.extend([Code::new(0_u8, missing)]);
    }

    /// Whole bytes, after a whole byte.
    fn append(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        self.extend(bytes.iter().map(|&byte| Code::new(byte, 8)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Told {
        symbols: usize,
        repeated: Vec<usize>,
    }

    impl Sink for Told {
        fn bytes(&mut self, eights: &[[u8; 8]]) {
            self.symbols += eights.as_flattened().len();
        }

        fn symbol(&mut self, _: usize) {
            self.symbols += 1;
        }

        fn repeated(&mut self, times: usize) {
            self.repeated.push(times);
        }
    }

    #[test]
    fn runs_of_every_length_are_told_whole() {
        for zeros in 0..1200 {
            let mut data = vec![0; zeros];
            data.push(7);
            let mut told = Told::default();
            walk(&data, &mut told);
            let repeated: usize = told.repeated.iter().sum();
            assert_eq!(told.symbols + repeated, data.len());
            assert!(told.repeated.iter().all(|times| (3..=258).contains(times)));
        }
    }

    #[test]
    fn repetitions_are_those_of_the_standard() {
        // lengths with their symbols, first lengths and extra bits, from the table of RFC 1951, §3.2.5
        let table = [
            (3, (257, 3, 0)),
            (10, (264, 10, 0)),
            (12, (265, 11, 1)),
            (18, (268, 17, 1)),
            (34, (272, 31, 2)),
            (66, (276, 59, 3)),
            (130, (280, 115, 4)),
            (131, (281, 131, 5)),
            (257, (284, 227, 5)),
            (258, (285, 258, 0)),
        ];
        for (times, symbol) in table {
            assert_eq!(repetition(times), symbol);
        }
    }

    #[test]
    fn codes_fill_all_bits_and_none_is_too_long() {
        // each as rare as the two before together: the tree would be as deep as it has leaves
        let mut counts = [1; SYMBOLS];
        let mut pair = (1_u32, 2);
        for count in counts.iter_mut().take(36) {
            *count = pair.0;
            pair = (pair.1, pair.0 + pair.1);
        }
        let lengths = code_lengths(&counts);
        let taken: usize = lengths
            .iter()
            .map(|&length| 1 << (LONGEST - usize::from(length)))
            .sum();
        assert_eq!(taken, 1 << LONGEST);
        assert!(lengths[..36].is_sorted_by(|rare, often| rare >= often));
        assert!(lengths[36..].iter().all(|&length| length >= lengths[0]));
    }
}
