package io.earnorm.pool.test.documentation;

import io.earnorm.pool.Pool;
import org.jspecify.annotations.NullUnmarked;

/** What a reader imagines around the snippets. */
@NullUnmarked
abstract class Surroundings {

    Pool<Object> orders;

    /** The double of a client. */
    static final class FakeMailer {}
}
