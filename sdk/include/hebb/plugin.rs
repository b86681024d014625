// plugin -- hebb/plugin.h for rules in Rust: the same names, layouts and numbers, without the
// parts of activations and metrics. plugin.h says what each of them means. hebb_add_plugin() names
// the folder of this file in HEBB_INCLUDE and the plugin in HEBB_PLUGIN_NAME:
//
//   mod hebb {
//       include!(concat!(env!("HEBB_INCLUDE"), "/hebb/plugin.rs"));
//   }
use std::os::raw::{c_char, c_void};

pub const HEBB_ABI_MAJOR: u32 = 1;
pub const HEBB_MAGIC: u32 = 0x48454242;

pub const HEBB_KIND_RULE: u32 = 1;

pub const HEBB_OK: i32 = 0;
pub const HEBB_ERROR: i32 = 1;
pub const HEBB_ERROR_PARAM: i32 = 2;
pub const HEBB_ERROR_NUMERIC: i32 = 3;
pub const HEBB_ERROR_CANCELLED: i32 = 4;

pub const HEBB_PARAM_REAL: u32 = 1;
pub const HEBB_PARAM_INTEGER: u32 = 2;
pub const HEBB_PARAM_BOOLEAN: u32 = 3;
pub const HEBB_PARAM_CHOICE: u32 = 4;
pub const HEBB_PARAM_SCHEDULABLE: u32 = 1;
pub const HEBB_PARAM_ABOVE: u32 = 2;
pub const HEBB_PARAM_BELOW: u32 = 4;

pub const HEBB_AXIS_GLOBAL: u32 = 1;
pub const HEBB_AXIS_UNIT: u32 = 2;
pub const HEBB_AXIS_INPUT: u32 = 3;
pub const HEBB_AXIS_SYNAPSE: u32 = 4;
pub const HEBB_AXIS_UNIT_UNIT: u32 = 5;
pub const HEBB_AXIS_CLASS_UNIT: u32 = 6;
pub const HEBB_TYPE_FLOAT32: u32 = 1;
pub const HEBB_TYPE_FLOAT64: u32 = 2;
pub const HEBB_TYPE_INT64: u32 = 3;
pub const HEBB_INITIAL_VALUE: u32 = 1;
pub const HEBB_INITIAL_NORMAL: u32 = 2;
pub const HEBB_INITIAL_UNIFORM: u32 = 3;

pub const HEBB_LOG_DEBUG: i32 = 1;
pub const HEBB_LOG_INFO: i32 = 2;
pub const HEBB_LOG_WARNING: i32 = 3;

pub const HEBB_NEED_X: u64 = 0x1;
pub const HEBB_NEED_U: u64 = 0x2;
pub const HEBB_NEED_Y: u64 = 0x4;
pub const HEBB_NEED_LABELS: u64 = 0x8;
pub const HEBB_NEED_W: u64 = 0x10;
pub const HEBB_NEED_RANDOM: u64 = 0x20;
pub const HEBB_NEED_GRAM: u64 = 0x100;
pub const HEBB_NEED_NORMS: u64 = 0x200;
pub const HEBB_NEED_THIRD: u64 = 0x400;
pub const HEBB_NEED_JACOBIAN: u64 = 0x800;

pub const HEBB_MODE_FACTORED: u32 = 1;
pub const HEBB_MODE_LATERAL: u32 = 2;
pub const HEBB_MODE_DIRECT: u32 = 3;

#[repr(C)]
pub struct hebb_param {
    pub name: *const c_char,
    pub doc: *const c_char,
    pub unit: *const c_char,
    pub choices: *const c_char,
    pub r#type: u32,
    pub flags: u32,
    pub initial: f64,
    pub minimum: f64,
    pub maximum: f64,
}

#[repr(C)]
pub struct hebb_state {
    pub name: *const c_char,
    pub doc: *const c_char,
    pub axis: u32,
    pub r#type: u32,
    pub initial: u32,
    pub reserved: u32,
    pub value: f64,
}

type Draw = unsafe extern "C" fn(*const hebb_host, u64, u64, u64, *mut f32);
type Map = unsafe extern "C" fn(*const hebb_host, u64, *const f32, *mut f32);
type Body = unsafe extern "C" fn(*mut c_void, u64, u64);

#[repr(C)]
pub struct hebb_host {
    pub struct_size: u32,
    pub abi_minor: u32,
    pub context: *mut c_void,
    pub log: unsafe extern "C" fn(*const hebb_host, i32, *const c_char),
    pub cancelled: unsafe extern "C" fn(*const hebb_host) -> i32,
    pub fail: unsafe extern "C" fn(*const hebb_host, i32, i32, i64, *const c_char) -> i32,
    pub uniform: Draw,
    pub normal: Draw,
    #[allow(clippy::type_complexity)]
    pub sgemm: unsafe extern "C" fn(
        *const hebb_host, i32, i32, u64, u64, u64, f32, *const f32, *const f32, f32, *mut f32,
    ),
    pub parallel_for: unsafe extern "C" fn(*const hebb_host, u64, Body, *mut c_void),
    pub exp: Map,
    pub tanh: Map,
    pub softmax: unsafe extern "C" fn(*const hebb_host, u64, u64, f32, *const f32, *mut f32),
    pub column_winners: unsafe extern "C" fn(*const hebb_host, u64, u64, *const f32, *mut i32),
    pub column_ranks: unsafe extern "C" fn(*const hebb_host, u64, u64, u64, *const f32, *mut i32),
    pub column_kth: unsafe extern "C" fn(*const hebb_host, u64, u64, u64, *const f32, *mut f32),
    pub mask_largest: unsafe extern "C" fn(*const hebb_host, u64, u64, u64, *const f32, *mut f32),
    pub row_means: unsafe extern "C" fn(*const hebb_host, u64, u64, *const f32, *mut f32),
    pub row_dots:
        unsafe extern "C" fn(*const hebb_host, u64, u64, *const f32, *const f32, *mut f32),
    pub quadratic_forms:
        unsafe extern "C" fn(*const hebb_host, u64, u64, *const f32, *const f32, *mut f32),
    pub ema: unsafe extern "C" fn(*const hebb_host, u64, f32, *const f32, *mut f32),
    pub activation_gradient: unsafe extern "C" fn(*const hebb_host, *const f32, *mut f32) -> i32,
    pub emit_scalar: unsafe extern "C" fn(*const hebb_host, *const c_char, f64),
    pub emit_vector: unsafe extern "C" fn(*const hebb_host, *const c_char, u64, *const f64),
    pub extension: unsafe extern "C" fn(*const hebb_host, *const c_char) -> *const c_void,
}

#[repr(C)]
pub struct hebb_setup {
    pub struct_size: u32,
    pub inputs: u32,
    pub units: u32,
    pub classes: u32,
    pub batch: u32,
    pub channels: u32,
    pub height: u32,
    pub width: u32,
    pub steps: u64,
    pub samples: u64,
    pub params: *const f64,
}

#[repr(C)]
pub struct hebb_rule_plan {
    pub struct_size: u32,
    pub mode: u32,
    pub unit_norm: u32,
    pub reserved: u32,
    pub needs: u64,
    pub states: u64,
}

#[repr(C)]
pub struct hebb_rule_step {
    pub struct_size: u32,
    pub inputs: u32,
    pub units: u32,
    pub classes: u32,
    pub batch: u32,
    pub reserved: u32,
    pub index: u64,
    pub samples: u64,
    pub rate: f64,
    pub reduction: f64,
    pub params: *const f64,
    pub x: *const f32,
    pub u: *const f32,
    pub y: *const f32,
    pub gram: *const f32,
    pub norms: *const f32,
    pub w: *const f32,
    pub third: *const f32,
    pub labels: *const i32,
    pub bias: *const f32,
    pub states: *const *mut c_void,
    pub c: *mut f32,
    pub d: *mut f32,
    pub lateral: *mut f32,
    pub w_new: *mut f32,
}

#[repr(C)]
pub struct hebb_rule {
    pub struct_size: u32,
    pub reserved: u32,
    pub create: unsafe extern "C" fn(
        *const hebb_host, *const hebb_setup, *mut hebb_rule_plan, *mut *mut c_void,
    ) -> i32,
    pub destroy: unsafe extern "C" fn(*mut c_void),
    pub step: unsafe extern "C" fn(*mut c_void, *const hebb_host, *const hebb_rule_step) -> i32,
}

#[repr(C)]
pub struct hebb_plugin {
    pub magic: u32,
    pub struct_size: u32,
    pub abi_major: u32,
    pub abi_minor: u32,
    pub features_required: u64,
    pub kind: u32,
    pub param_count: u32,
    pub param_stride: u32,
    pub state_count: u32,
    pub state_stride: u32,
    pub reserved: u32,
    pub id: *const c_char,
    pub version: *const c_char,
    pub summary: *const c_char,
    pub citation: *const c_char,
    pub params: *const hebb_param,
    pub states: *const hebb_state,
    pub functions: *const c_void,
}

// Their pointers lead to constants of the library.
unsafe impl Sync for hebb_param {}
unsafe impl Sync for hebb_state {}
unsafe impl Sync for hebb_plugin {}
