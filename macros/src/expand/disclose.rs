//! `impl Disclose`: every field may leave the gate, and keeps the bounds that the schema promises.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::checks::{self, Names, Walk};
use super::data::Header;
use super::proof::field_type;
use crate::model::data::{Data, Variant};
use crate::model::field::Field;

pub fn implementation(data: &Data) -> TokenStream {
    let header =
        Header::new(data, &quote!(__private::Disclose)).implement(data, &quote!(__private::Disclose));
    let names = Names::new();
    let body = checks::body(data, &Outgoing(data), &names);
    let Names { at, faults } = &names;
    quote! {
        #header {
            fn verify(&self, #at: &__private::Path<'_>, #faults: &mut __private::Faults) {
                #body
            }
        }
    }
}

/// What callers read.
struct Outgoing<'a>(&'a Data);

impl Walk for Outgoing<'_> {
    fn takes(&self, field: &Field) -> bool {
        field.is_written()
    }

    fn enters(&self, variant: &Variant) -> bool {
        !variant.serde.skip_writing
    }

    fn recurse(
        &self,
        field: &Field,
        value: &TokenStream,
        place: &TokenStream,
        names: &Names,
    ) -> Option<TokenStream> {
        let (ty, faults) = (field_type(field, self.0), &names.faults);
        Some(quote_spanned!(field.ty.span()=> <#ty as __private::Disclose>::verify(#value, #place, #faults)))
    }

    fn checks_max(&self, _: &Field) -> bool {
        false
    }
}
