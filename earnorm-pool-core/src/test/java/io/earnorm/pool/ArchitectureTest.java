package io.earnorm.pool;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/**
 * Keeps the arrows between the packages pointing one way: backends, pool, engine, leaves. What the engine
 * must not do is in {@code EngineBytecodeTest}.
 */
@AnalyzeClasses(packages = "io.earnorm.pool", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String POOL = "io.earnorm.pool";
    private static final String MONGODB = POOL + ".mongodb";
    private static final String REDIS = POOL + ".redis";
    private static final String ENGINE = POOL + ".engine";
    private static final String CONFIG = POOL + ".config";
    private static final String METRICS = POOL + ".metrics";
    private static final String EXCEPTION = POOL + ".exception";
    private static final String RESILIENCE = POOL + ".resilience";

    private static final String[] JAVA = {"java..", "javax..", "org.jspecify.."};
    private static final String SLF4J = "org.slf4j..";
    private static final String HISTOGRAM = "org.HdrHistogram..";
    private static final String RESILIENCE4J = "io.github.resilience4j..";

    @ArchTest
    static final ArchRule everyPackageIsOnTheMap =
            classes().should().resideInAnyPackage(POOL, MONGODB, REDIS, ENGINE, CONFIG, METRICS, EXCEPTION, RESILIENCE);

    @ArchTest
    static final ArchRule exceptionsKnowNothing = packageUsesOnly(EXCEPTION);

    @ArchTest
    static final ArchRule configKnowsOnlyExceptions = packageUsesOnly(CONFIG, EXCEPTION);

    @ArchTest
    static final ArchRule metricsKnowOnlyExceptions = packageUsesOnly(METRICS, EXCEPTION, HISTOGRAM);

    @ArchTest
    static final ArchRule resilienceKnowsNoPool = packageUsesOnly(RESILIENCE, EXCEPTION, SLF4J, RESILIENCE4J);

    @ArchTest
    static final ArchRule engineKnowsOnlyLeavesAndNoDriver =
            packageUsesOnly(ENGINE, CONFIG, METRICS, EXCEPTION, RESILIENCE, SLF4J, HISTOGRAM);

    @ArchTest
    static final ArchRule poolKnowsNoBackend =
            packageUsesOnly(POOL, ENGINE, CONFIG, METRICS, EXCEPTION, RESILIENCE, SLF4J);

    @ArchTest
    static final ArchRule mongodbKnowsOneDriverAndNoEngine = packageUsesOnly(
            MONGODB, POOL, CONFIG, METRICS, EXCEPTION, RESILIENCE, SLF4J, "com.mongodb..", "org.bson..");

    @ArchTest
    static final ArchRule redisKnowsOneDriverAndNoEngine =
            packageUsesOnly(REDIS, POOL, CONFIG, METRICS, EXCEPTION, RESILIENCE, SLF4J, "redis.clients..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(POOL + ".(*)..").should().beFreeOfCycles();

    private static ArchRule packageUsesOnly(String self, String... others) {
        return classes()
                .that()
                .resideInAPackage(self)
                .should()
                .onlyDependOnClassesThat(describe(
                        "are in " + self + ", Java or " + String.join(", ", others),
                        type -> type.getBaseComponentType().isPrimitive()
                                || type.getPackageName().equals(self)
                                || inAny(JAVA, type.getPackageName())
                                || inAny(others, type.getPackageName())));
    }

    private static boolean inAny(String[] patterns, String packageName) {
        return Stream.of(patterns)
                .anyMatch(pattern -> PackageMatcher.of(pattern).matches(packageName));
    }
}
