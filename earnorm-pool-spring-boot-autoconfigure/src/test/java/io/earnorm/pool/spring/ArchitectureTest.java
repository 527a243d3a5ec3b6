package io.earnorm.pool.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** Keeps the auto-configurations what Spring Boot expects them to be. */
@AnalyzeClasses(packages = "io.earnorm.pool.spring", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule autoConfigurationsAreFinal =
            classes().that().areAnnotatedWith(AutoConfiguration.class).should().haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule nothingReachesIntoTheEngine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.earnorm.pool.engine..")
            .because("the pool is the engine's one door");
}
