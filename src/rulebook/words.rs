//! The closed vocabularies of the rulebook, each with the words it has in data and in answers.

use crate::words::words;

words! {
    /// How sure a row is.
    Confidence {
        /// Seen in a source.
        Confirmed = "confirmed",
        /// Sources agree in part, or are indirect.
        Likely = "likely",
        /// Not to be relied on; off unless switched on.
        Unconfirmed = "unconfirmed",
        /// A number to replace by one's own.
        Example = "example",
        /// A platform's own rule.
        Platform = "platform",
    }
}

words! {
    /// What a rail is.
    RailKind {
        /// Batches on business days.
        BankBatch = "bank_batch",
        /// Bank transfers in seconds.
        Instant = "instant",
        /// Large-value, one by one.
        Rtgs = "rtgs",
        /// Through correspondent banks.
        CrossBorder = "cross_border",
        /// A stored-value account.
        Wallet = "wallet",
        /// A stored-value account at a phone number.
        MobileMoney = "mobile_money",
        /// Credit to a payment card.
        CardPush = "card_push",
        /// A code that buys things.
        Voucher = "voucher",
        /// A card issued for the payout, with the amount on it.
        Prepaid = "prepaid",
        /// On paper, by mail.
        Paper = "paper",
        /// A token on a public chain.
        Crypto = "crypto",
    }
}

words! {
    /// What a payee sees a method as.
    MethodKind {
        /// A bank account.
        Bank = "bank",
        /// A payment card.
        Card = "card",
        /// A wallet.
        Wallet = "wallet",
        /// Mobile money.
        MobileMoney = "mobile_money",
        /// A gift card.
        GiftCard = "gift_card",
        /// A card issued for the payout.
        PrepaidCard = "prepaid_card",
        /// A paper check.
        Check = "check",
        /// A token on a public chain.
        Crypto = "crypto",
    }
}

words! {
    /// Why nothing is paid to a country.
    ClosedReason {
        /// The law forbids it.
        Embargo = "embargo",
        /// Sanctions on lists or sectors: each payout needs a review of its own.
        Sanctions = "sanctions",
        /// No way to pay there is known.
        NoRoute = "no_route",
    }
}

words! {
    /// Who is paid, and who pays.
    PayeeType {
        /// A natural person.
        Individual = "individual",
        /// A company or other body.
        Business = "business",
    }
}

words! {
    /// Whether the payee may be paid at all.
    PayeeStatus {
        /// Yes.
        Active = "active",
        /// Not for now.
        Paused = "paused",
        /// Never again.
        Closed = "closed",
    }
}

words! {
    /// How well the payee is known, weakest first.
    KycLevel {
        /// Not at all.
        None = "none",
        /// Identified.
        Basic = "basic",
        /// Identity verified.
        Verified = "verified",
    }
}

words! {
    /// Where a form or a tax number stands.
    FormStatus {
        /// Not there.
        Missing = "missing",
        /// Handed in.
        Submitted = "submitted",
        /// Checked and good.
        Verified = "verified",
        /// Name and number do not match.
        Mismatch = "mismatch",
        /// Out of date.
        Expired = "expired",
    }
}

words! {
    /// What a gate does when its limit is crossed and its requirements are not met, mildest first.
    Effect {
        /// Says so.
        Warn = "warn",
        /// Keeps a share of the payout back for the tax office.
        Withhold = "withhold",
        /// Keeps the payout until they are.
        Hold = "hold",
        /// Refuses it.
        Block = "block",
    }
}

words! {
    /// Which characters a field takes.
    Charset {
        /// 0 to 9.
        Digits = "digits",
        /// 0 to 9, A to Z, a to z.
        Alphanumeric = "alphanumeric",
        /// Any but control characters.
        Text = "text",
    }
}

words! {
    /// The keyboard a form should offer.
    InputMode {
        /// Digits.
        Numeric = "numeric",
        /// Letters.
        Text = "text",
        /// An email address.
        Email = "email",
        /// A phone number.
        Tel = "tel",
    }
}

words! {
    /// What may be demanded.
    DemandKind {
        /// A tax form.
        TaxForm = "tax_form",
        /// A tax number.
        Tin = "tin",
        /// To be known.
        Kyc = "kyc",
        /// A datum of the payee.
        Fact = "fact",
        /// That a person lets it pass.
        Review = "review",
        /// To be clear of the sanctions lists.
        Screening = "screening",
    }
}

words! {
    /// What crosses a limit.
    Crossing {
        /// Only more than it.
        Over = "over",
        /// As much as it, too.
        AtLeast = "at_least",
    }
}

words! {
    /// Whether a limit is crossed by all that it measures, or by any of it.
    CrossedBy {
        /// The amount and the count, where it has both.
        All = "all",
        /// One of them.
        Any = "any",
    }
}

words! {
    /// What a payee is paid for.
    Activity {
        /// It was not said.
        Unspecified = "unspecified",
        /// Things sold.
        Goods = "goods",
        /// Work done in person, on the spot or online.
        Services = "services",
        /// Houses, rooms, parking places.
        PropertyRental = "property_rental",
        /// Vehicles.
        VehicleRental = "vehicle_rental",
        /// The use of a work or a right.
        Royalties = "royalties",
        /// Prizes and awards.
        Prizes = "prizes",
        /// Any other income.
        Other = "other",
    }
}

words! {
    /// A datum of the payee that may be demanded.
    PayeeDatum {
        /// The name, on file or as an account's holder.
        Name = "payee.name",
        /// Where they live or are seated.
        Address = "payee.address",
        /// The part of the country.
        Region = "payee.region",
    }
}

words! {
    /// What screening against the lists came to.
    Screened {
        /// No one like that.
        Clear = "clear",
        /// Somebody must look.
        Hold = "hold",
        /// They stand there.
        Block = "block",
    }
}

words! {
    /// What became of a limit: but for the first, history that never fires.
    LimitStatus {
        /// It fires.
        InForce = "in_force",
        /// It never did.
        NeverEffective = "never_effective",
        /// It was taken back.
        SupersededRetroactively = "superseded_retroactively",
        /// No source tells the figure of that time, so it does not fire unless a layer says it does.
        NotKnown = "not_known",
    }
}

words! {
    /// What a rule may do.
    EffectKind {
        /// The payout waits.
        Hold = "hold",
        /// The method waits.
        Require = "require",
        /// The method is closed.
        Exclude = "exclude",
        /// The method goes first.
        Prefer = "prefer",
        /// The payout costs more.
        Charge = "charge",
    }
}

words! {
    /// What the tiers of a price count for.
    TierMode {
        /// The highest that is reached, for the whole amount.
        Whole = "whole",
        /// Each for the part of the amount that lies in it.
        Marginal = "marginal",
    }
}
