package dev.wharf.arrow;

import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;

/** Values that stand in a dictionary, by their place in it. */
final class DictionaryColumn extends Column {
    private final Places places;
    private final Dictionary dictionary;

    DictionaryColumn(int length, Validity validity, Places places, Dictionary dictionary) {
        super(length, validity);
        this.places = places;
        this.dictionary = dictionary;
    }

    /** Indexes of any width; whoever makes one has checked that they are inside a dictionary. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Places(byte[] buf, int start, int width) {
        int at(int index) {
            int at = start + index * width;
            return switch (width) {
                case 1 -> buf[at] & 0xFF;
                case 2 -> LittleEndian.i16(buf, at) & 0xFFFF;
                case 4 -> LittleEndian.i32(buf, at);
                default -> (int) LittleEndian.i64(buf, at);
            };
        }

        /** Whether the index, taken without a sign, is below the limit. */
        boolean isBelow(int index, int limit) {
            if (width == 8) {
                long wide = LittleEndian.i64(buf, start + index * width);
                return wide >= 0 && wide < limit;
            }
            int narrow = at(index);
            return narrow >= 0 && narrow < limit;
        }
    }

    /** Checks that each index is in the dictionary. */
    void check(boolean signed, long shown) {
        int limit = dictionary.length();
        if (signed && places.width() < 4) {
            limit = Math.min(limit, 1 << (8 * places.width() - 1)); // one beyond that is negative
        }
        for (int i = 0; i < length; i++) {
            if (!validity.isNull(i) && !places.isBelow(i, limit)) {
                throw new ArrowFlaw("an index is not in the dictionary", shown);
            }
        }
    }

    @Override
    Value value(int index) {
        return dictionary.get(places.at(index));
    }

    @Override
    void tellValue(int index, ValueWriter writer) {
        dictionary.tell(places.at(index), writer);
    }

    @Override
    void charge(Budget budget, int from, int count) {
        for (int i = from; i < from + count; i++) {
            budget.spend(Budget.SHARED);
            if (!validity.isNull(i)) {
                dictionary.charge(budget, places.at(i));
            }
        }
    }

    @Override
    int depth() {
        return 1 + dictionary.depth();
    }
}
