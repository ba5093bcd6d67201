fn policy() -> Policy {
    use ::portcullis::__private;
    const __NAMES: [&::core::primitive::str; 3usize] = [
        __private::named(&find_orders).name(),
        __private::named(&Desk::status).name(),
        __private::named(&refund).name(),
    ];
    const _: () = __private::assert_new_capability(&__NAMES, 1usize);
    const _: () = __private::assert_new_capability(&__NAMES, 2usize);
    let mut policy = __private::Definition::new(::core::file!());
    let principal_operator = policy.principal(__private::Identity::Local);
    policy.principal(__private::Identity::Plugin("pricing"));
    let principal_gateway = policy
        .principal(
            __private::Identity::Spiffe("spiffe://example.com/agent/gateway/prod"),
        );
    let principal_processor = policy
        .principal(
            __private::Identity::Spiffe("spiffe://example.com/agent/processor/prod"),
        );
    let column_0 = policy.capability(__private::named(&find_orders));
    let column_1 = policy.capability(__private::named(&Desk::status));
    let column_2 = policy.capability(__private::named(&refund));
    let _ = refund;
    let _ = Desk::status;
    let _ = refund;
    let _ = find_orders;
    let _ = refund;
    policy
        .permit(
            1,
            "permit operator on [reading, refund]",
            __private::Subject::These(&[principal_operator]),
        )
        .on(column_0)
        .on(column_1)
        .on(column_2);
    policy
        .permit(
            1,
            "permit analyst on reading",
            __private::Subject::These(&[principal_gateway, principal_processor]),
        )
        .on(column_0)
        .on(column_1);
    policy
        .permit(
            1,
            "permit gateway on refund when input.amount <= 200 && input.currency in [Currency::Eur, Currency::Usd]",
            __private::Subject::These(&[principal_gateway]),
        )
        .when(
            column_2,
            |input, _| {
                input.amount <= 200
                    && (input.currency == Currency::Eur
                        || input.currency == Currency::Usd)
            },
        );
    policy
        .permit(
            1,
            "permit anyone on Desk::status when caller.kind == plugin",
            __private::Subject::Anyone,
        )
        .when_caller(column_1, |caller| caller.kind() == __private::Kind::Plugin);
    policy
        .forbid(
            1,
            "forbid processor on refund when caller.trust_domain == \"example.com\" && !input.urgent",
            __private::Subject::These(&[principal_processor]),
        )
        .when(
            column_2,
            |input, caller| caller.trust_domain() == "example.com" && !input.urgent,
        );
    policy
        .typed(column_2, |input| input.amount == 200 && input.currency == Currency::Usd);
    policy.build()
}
