//! Operators that show text, as they come together.

use lopdf::{Object, ObjectId, StringFormat, content::Operation};

/// Text that is shown in one go.
#[derive(Default)]
pub struct Show {
    /// The font that is set.
    pub font: Option<ObjectId>,
    operations: Vec<Operation>,
    shown: Vec<Object>,
    pen: i64,
}

impl Show {
    /// Sets the font of what follows.
    pub fn set(&mut self, font: ObjectId, name: String, size: f64) {
        self.flush();
        self.font = Some(font);
        let operands = vec![Object::Name(name.into_bytes()), real(size)];
        self.operations.push(Operation::new("Tf", operands));
    }

    /// A letter, so many thousandths of the size to the right of the beginning.
    pub fn letter(&mut self, at: i64, width: i64, code: u8) {
        if at != self.pen {
            self.shown.push((self.pen - at).into());
        }
        if let Some(Object::String(codes, _)) = self.shown.last_mut() {
            codes.push(code);
        } else {
            let codes = Object::String(vec![code], StringFormat::Hexadecimal);
            self.shown.push(codes);
        }
        self.pen = at + width;
    }

    fn flush(&mut self) {
        if !self.shown.is_empty() {
            let shown = std::mem::take(&mut self.shown);
            self.operations
                .push(Operation::new("TJ", vec![shown.into()]));
        }
    }

    /// All of them, for text that begins at `x` and `y`.
    pub fn operations(mut self, x: f64, y: f64) -> Vec<Operation> {
        self.flush();
        let upright = [1.0, 0.0, 0.0, -1.0, x, y].map(real).to_vec();
        let mut operations = vec![
            Operation::new("BT", Vec::new()),
            Operation::new("Tr", vec![0.into()]),
            Operation::new("Tm", upright),
        ];
        operations.append(&mut self.operations);
        operations.push(Operation::new("ET", Vec::new()));
        operations
    }
}

fn real(number: f64) -> Object {
    Object::Real(number as f32)
}
